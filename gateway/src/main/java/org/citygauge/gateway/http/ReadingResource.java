package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.engine.Receipt;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.live.City;
import org.citygauge.gateway.books.BooksJson;
import org.citygauge.gateway.metric.AckRecorder;

/** Takes readings in. A body whose form is wrong anywhere is refused whole; else it becomes one message, as it was sent. */
final class ReadingResource implements Resource {
    private static final String PATH = "/api/v1/readings";
    static final int MAX_BODY_MIB = 16;
    private static final int INLINE_BYTES = 16 * 1024;
    private static final String SOURCE = "http";
    private static final String TOPIC = "http/readings";

    private final Vertx vertx;
    private final City city;
    private final Journal journal;
    private final AckRecorder acknowledgements;

    ReadingResource(Vertx vertx, City city, Journal journal, AckRecorder acknowledgements) {
        this.vertx = vertx;
        this.city = city;
        this.journal = journal;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post(PATH, this::take).withBody());
    }

    private void take(RoutingContext context) {
        long received = System.nanoTime();
        boolean wait =
                Query.of(context, "wait").choice("wait", Map.of("stored", true)).isPresent();
        ReadingsForm form = form(context);
        Buffer body = Bodies.of(context);
        checked(form, body)
                .compose(posted -> wait ? store(context, posted) : append(context, posted))
                .onComplete(done -> acknowledgements.acknowledged(System.nanoTime() - received, 1), context::fail);
    }

    private static ReadingsForm form(RoutingContext context) {
        String type =
                Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
        return ReadingsForm.of(type)
                .orElseThrow(() -> new Problem(
                        415, "Content-Type: send application/json or application/x-ndjson, not \"" + type + "\"."));
    }

    private Future<Posted> checked(ReadingsForm form, Buffer body) {
        return body.length() <= INLINE_BYTES
                ? Future.succeededFuture(check(form, body))
                : vertx.executeBlocking(() -> check(form, body), false);
    }

    private static Posted check(ReadingsForm form, Buffer body) {
        byte[] bytes = body.getBytes();
        return new Posted(new Message(SOURCE, TOPIC, bytes), form.check(bytes));
    }

    private Future<Void> append(RoutingContext context, Posted posted) {
        Future<?> durable =
                posted.readings() == 0 ? Future.succeededFuture() : journal.append(List.of(posted.message()));
        return durable.map(position -> {
            Reply.json(context, 202, new JsonObject().put("received", posted.readings()));
            return null;
        });
    }

    private Future<Void> store(RoutingContext context, Posted posted) {
        Future<Receipt> stored = posted.readings() == 0
                ? Future.succeededFuture(new Receipt(0, 0, 0, Map.of()))
                : city.store(posted.message());
        return stored.map(receipt -> {
            Reply.json(
                    context,
                    200,
                    new JsonObject()
                            .put("received", receipt.received())
                            .put("stored", receipt.stored())
                            .put("duplicate", receipt.duplicate())
                            .put("rejected", BooksJson.of(receipt.rejected())));
            return null;
        });
    }

    private record Posted(Message message, int readings) {}
}
