package org.citygauge.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.citygauge.indicators.catalogue.IndicatorNumber;

/** One reader of the stream. However slow, at most one event of each indicator waits for it, in the order of their numbers. */
final class IndicatorReader {
    private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");

    private final WriteStream<Buffer> response;
    private final Map<IndicatorNumber, IndicatorFeed.Event> waiting = new LinkedHashMap<>();

    IndicatorReader(WriteStream<Buffer> response) {
        this.response = response;
        response.drainHandler(drained -> flush());
    }

    void offer(IndicatorFeed.Event event) {
        waiting.remove(event.indicator()); // so that the newer one goes to the end
        waiting.put(event.indicator(), event);
        flush();
    }

    private void flush() {
        Iterator<IndicatorFeed.Event> next = waiting.values().iterator();
        while (next.hasNext() && !response.writeQueueFull()) {
            response.write(next.next().text());
            next.remove();
        }
    }

    void heartbeat() {
        if (!response.writeQueueFull()) {
            response.write(HEARTBEAT);
        }
    }

    void end() {
        response.end();
    }
}
