package org.citygauge.gateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The live indicators as server-sent events. */
final class StreamResource implements Resource {
    private static final int MAX_READERS = 2000;
    /** Bytes on their way to one reader; the latest state of each indicator is kept once for all. */
    private static final int MAX_UNREAD = 16 * 1024;

    private static final String HELLO = "retry: 2000\n\n";

    private final IndicatorFeed feed;

    StreamResource(IndicatorFeed feed) {
        this.feed = feed;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/indicators/stream", this::stream));
    }

    private void stream(RoutingContext context) {
        Query.of(context);
        if (feed.readers() >= MAX_READERS) {
            throw Problem.busy(30, "There are " + MAX_READERS + " readers already.");
        }
        HttpServerResponse response = context.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Encoding", "identity") // compressed, events would wait for one another
                .putHeader("X-Accel-Buffering", "no");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        response.setWriteQueueMaxSize(MAX_UNREAD);
        response.write(HELLO);
        feed.join(response, Optional.ofNullable(context.request().getHeader("Last-Event-ID")));
    }
}
