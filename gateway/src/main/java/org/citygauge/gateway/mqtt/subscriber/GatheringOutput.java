package org.citygauge.gateway.mqtt.subscriber;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The output under Paho. What Paho flushes within some 200 µs becomes one write; acknowledgements are written here, many at once and
 * without waiting, because a broker with a small window waits for them. For each of them Paho would make a token with a logger of
 * its own, and wake a thread.
 *
 * <p>Paho flushes after each packet, so that a flush tells where acknowledgements may go in between.
 */
final class GatheringOutput extends OutputStream {
    private static final long GATHER_MICROS = 200;
    private static final int PUBACK = 0x40;
    private static final int PUBACK_LENGTH = 2;

    private final BufferedOutputStream out;
    private final ScheduledExecutorService flusher;
    private final ByteArrayOutputStream acknowledgements = new ByteArrayOutputStream();
    private boolean inPacket;
    private boolean scheduled;
    private @Nullable IOException failure;

    GatheringOutput(OutputStream out, ScheduledExecutorService flusher) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.flusher = flusher;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        requireSound();
        inPacket = true;
        out.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        requireSound();
        inPacket = true;
        out.write(bytes, from, length);
    }

    /** Acknowledges messages of QoS 1, in this order. */
    synchronized void acknowledge(List<Integer> ids) throws IOException {
        requireSound();
        for (int id : ids) {
            acknowledgements.write(PUBACK);
            acknowledgements.write(PUBACK_LENGTH);
            acknowledgements.write(id >> 8);
            acknowledgements.write(id);
        }
        if (!inPacket) {
            writeAcknowledgements();
        }
    }

    private void writeAcknowledgements() throws IOException {
        acknowledgements.writeTo(out);
        acknowledgements.reset();
        out.flush();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failure is kept for the next write
    public synchronized void flush() throws IOException {
        requireSound();
        inPacket = false;
        if (acknowledgements.size() > 0) {
            writeAcknowledgements();
        } else if (!scheduled) {
            scheduled = true;
            flusher.schedule(this::flushNow, GATHER_MICROS, TimeUnit.MICROSECONDS);
        }
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
