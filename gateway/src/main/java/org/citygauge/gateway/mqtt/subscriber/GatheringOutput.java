package org.citygauge.gateway.mqtt.subscriber;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An output whose flushes become one write: Paho flushes every acknowledgement. Those that were {@linkplain #expect announced} go out
 * with the last of them, at once, because a broker with a small window waits for them; whatever else is flushed within some 200 µs.
 */
final class GatheringOutput extends OutputStream {
    private static final long GATHER_MICROS = 200;

    private final BufferedOutputStream out;
    private final ScheduledExecutorService flusher;
    private boolean scheduled;
    private int expected;
    private boolean announced;
    private @Nullable IOException failure;

    GatheringOutput(OutputStream out, ScheduledExecutorService flusher) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.flusher = flusher;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        requireSound();
        out.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        requireSound();
        out.write(bytes, from, length);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failure is kept for the next write
    public synchronized void flush() throws IOException {
        requireSound();
        expected = Math.max(0, expected - 1);
        if (expected == 0 && announced) {
            announced = false;
            out.flush();
        } else if (!scheduled) {
            scheduled = true;
            flusher.schedule(this::flushNow, GATHER_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    /** So many flushes follow one another closely. */
    synchronized void expect(int flushes) {
        expected += flushes;
        announced = true;
    }

    private synchronized void flushNow() {
        scheduled = false;
        try {
            out.flush();
        } catch (IOException broken) {
            failure = broken;
        }
    }

    private void requireSound() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
