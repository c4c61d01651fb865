package org.citygauge.gateway.simulate;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One connection that publishes. Belongs to its event loop. */
final class SimulatedDevice {
    private static final int IDS = 65_535;
    private static final int CONNACK = 0x20;
    private static final int PUBACK = 0x40;
    /** What the member that fills a payload up takes without its value, and the closing brace. */
    private static final int FILLING = ",\"filling\":\"\"}".length();

    private final Vertx vertx;
    private final Load load;
    private final int index;
    private final Histogram latencies;
    private final ObjLongConsumer<String> acknowledgedReading;
    private final int slots;
    private final long[] sentAt;
    private final long[] firstReading;
    private final Promise<Void> connected = Promise.promise();
    private final Promise<Void> ended = Promise.promise();
    private Buffer received = Buffer.buffer();
    private @Nullable NetSocket socket;
    private long startNanos;
    private long timeBase;
    private long published;
    private long acknowledged;
    private int nextId = 1;
    private long firstAck;
    private long lastAck;
    private boolean running;
    private boolean enough;
    private Optional<String> failure = Optional.empty();

    /** @param acknowledgedReading hears of each reading that is safe, its sensor and its time in microseconds */
    SimulatedDevice(
            Vertx vertx, Load load, int index, Histogram latencies, ObjLongConsumer<String> acknowledgedReading) {
        this.vertx = vertx;
        this.load = load;
        this.index = index;
        this.latencies = latencies;
        this.acknowledgedReading = acknowledgedReading;
        this.slots = Integer.highestOneBit(Math.min(load.window(), IDS / 2)) * 2;
        this.sentAt = new long[slots];
        this.firstReading = new long[slots];
    }

    Future<Void> connect(NetSocket made) {
        socket = made;
        made.handler(this::read);
        made.closeHandler(closed -> fail("the connection was closed"));
        made.exceptionHandler(broken -> fail("the connection broke: " + broken.getMessage()));
        return made.write(Packets.connect("citygauge-simulate-" + index + "-" + System.nanoTime(), load.login()))
                .compose(written -> connected.future());
    }

    /** Publishes until told to stop; ends when everything is acknowledged. */
    Future<Void> run(long baseMicros) {
        timeBase = baseMicros;
        startNanos = System.nanoTime();
        running = true;
        publish();
        if (load.rate() > 0) {
            vertx.setPeriodic(5, timer -> {
                if (enough) {
                    vertx.cancelTimer(timer);
                } else {
                    publish();
                }
            });
        }
        return ended.future();
    }

    void stop() {
        enough = true;
        endIfAllIsSaid();
    }

    private void endIfAllIsSaid() {
        if (enough && published == acknowledged) {
            ended.tryComplete();
        }
    }

    private void fail(String why) {
        if (enough && published == acknowledged) {
            return;
        }
        failure = failure.or(() -> Optional.of(why));
        enough = true;
        connected.tryFail(why);
        ended.tryComplete();
    }

    /** How many messages may have been sent by now. */
    private long allowed() {
        if (load.rate() == 0) {
            return Long.MAX_VALUE;
        }
        double perSecond = (double) load.rate() / load.batch() / load.connections();
        return (long) ((System.nanoTime() - startNanos) / 1e9 * perSecond) + 1;
    }

    private void publish() {
        NetSocket out = socket;
        long most = Math.min(allowed(), acknowledged + Math.min(load.window(), slots));
        if (!running || enough || out == null || published >= most) {
            return;
        }
        Buffer packets = Buffer.buffer(64 * 1024);
        long now = System.nanoTime();
        while (published < most && sentAt[nextId % slots] == 0) {
            append(packets, now);
        }
        if (packets.length() == 0) {
            return; // an older message is still unanswered
        }
        out.write(packets).onFailure(broken -> fail("writing failed: " + broken.getMessage()));
    }

    private void append(Buffer packets, long now) {
        int id = nextId;
        nextId = id == IDS ? 1 : id + 1;
        long first = (published * load.connections() + index) * load.batch();
        sentAt[id % slots] = now;
        firstReading[id % slots] = first;
        published++;
        String sensor = sensor(first);
        Packets.publish(
                packets,
                ("city/" + load.city() + "/simulated/" + sensor).getBytes(StandardCharsets.UTF_8),
                id,
                payload(first).getBytes(StandardCharsets.UTF_8));
    }

    /** All readings of a message are of one sensor. */
    private String sensor(long reading) {
        return "sensor-" + reading / load.batch() % load.sensors();
    }

    /** No two readings have the same time, so that each is its own. */
    private long micros(long reading) {
        return timeBase + reading;
    }

    private String payload(long first) {
        if (load.batch() == 1) {
            return object(first);
        }
        var array = new StringBuilder("[");
        for (int i = 0; i < load.batch(); i++) {
            array.append(i == 0 ? "" : ",").append(object(first + i));
        }
        return array.append(']').toString();
    }

    private String object(long reading) {
        String json = "{\"time\":" + micros(reading) + ",\"value\":" + reading % 1_000 + "." + reading % 10
                + ",\"unit\":\"kW.h\",\"id\":\"\"";
        int missing = load.bytes() - json.length() - FILLING;
        return missing < 0 ? json + "}" : json + ",\"filling\":\"" + "x".repeat(missing) + "\"}";
    }

    private void read(Buffer more) {
        received = received.length() == 0 ? more : received.appendBuffer(more);
        int at = 0;
        long now = System.nanoTime();
        while (received.length() - at >= 4) {
            int kind = received.getUnsignedByte(at) & 0xF0;
            if (kind == CONNACK) {
                connackIs(received.getUnsignedByte(at + 3));
            } else if (kind == PUBACK) {
                acknowledgedIs(received.getUnsignedShort(at + 2), now);
            } else {
                fail("an unexpected packet of kind " + kind);
            }
            at += 4;
        }
        received = at == received.length()
                ? Buffer.buffer()
                : received.slice(at, received.length()).copy();
        publish();
        endIfAllIsSaid();
    }

    private void connackIs(int code) {
        if (code == 0) {
            connected.tryComplete();
        } else {
            fail("the connection was refused with code " + code);
        }
    }

    private void acknowledgedIs(int id, long now) {
        acknowledged++;
        if (firstAck == 0) {
            firstAck = now;
        }
        lastAck = now;
        int slot = id % slots;
        latencies.recordValue(Math.max(0, now - sentAt[slot]) / 1_000);
        sentAt[slot] = 0;
        for (long reading = firstReading[slot]; reading < firstReading[slot] + load.batch(); reading++) {
            acknowledgedReading.accept(sensor(reading), micros(reading));
        }
    }

    void close() {
        enough = true;
        if (socket != null) {
            socket.close().onFailure(gone -> {});
        }
    }

    long published() {
        return published;
    }

    long acknowledged() {
        return acknowledged;
    }

    double seconds() {
        return (lastAck - startNanos) / 1e9;
    }

    Optional<String> failure() {
        return failure;
    }
}
