package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IndicatorReaderTest {
    private final SampleCity sample = SampleCity.ofThree();
    private final Line line = new Line();
    private final IndicatorReader reader = new IndicatorReader(line);

    private void offer(long sequence, String number) {
        reader.offer(new IndicatorFeed.Event(sequence, sample.state(number), 0, Buffer.buffer("event " + sequence)));
    }

    @Test
    void aFastReaderGetsEveryEvent() {
        offer(1, "19.8");
        offer(2, "19.8");
        assertThat(line.written).containsExactly("event 1", "event 2");
    }

    @Test
    void forASlowReaderOnlyTheLatestOfEachIndicatorWaitsInTheOrderOfTheNumbers() {
        line.full = true;
        offer(1, "19.8");
        offer(2, "23.1");
        for (int sequence = 3; sequence <= 1000; sequence++) {
            offer(sequence, "19.8");
        }
        assertThat(line.written).isEmpty();
        line.drain();
        assertThat(line.written).containsExactly("event 2", "event 1000");
    }

    @Test
    void aSlowReaderGetsNoHeartbeatsOnTopOfItsEvents() {
        line.full = true;
        reader.heartbeat();
        assertThat(line.written).isEmpty();
        line.full = false;
        reader.heartbeat();
        assertThat(line.written).containsExactly(": still here\n\n");
    }

    /** A line that a test may clog. */
    private static final class Line implements WriteStream<Buffer> {
        final List<String> written = new ArrayList<>();
        boolean full;
        private @Nullable Handler<Void> drained;

        void drain() {
            full = false;
            if (drained != null) {
                drained.handle(null);
            }
        }

        @Override
        public Future<Void> write(Buffer data) {
            written.add(data.toString());
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            return Future.succeededFuture();
        }

        @Override
        public boolean writeQueueFull() {
            return full;
        }

        @Override
        public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
            drained = handler;
            return this;
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            return this;
        }
    }
}
