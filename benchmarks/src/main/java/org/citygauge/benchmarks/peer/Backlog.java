package org.citygauge.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Messages that wait at a broker for sessions that are away, kept as Mosquitto's file: each drain starts a broker of its own on a
 * copy, so that all find the same.
 *
 * @param file Mosquitto's state
 * @param messages how many wait, over all sessions
 */
public record Backlog(Path file, int messages) {
    private static final String STATE = "mosquitto.db";
    private static final int STEP = 1_000;

    /**
     * What waits, and for whom.
     *
     * @param messages how many
     * @param sensors of how many sensors, in turn
     * @param bytes length of a payload
     * @param clientIds whose sessions they wait for; with several, {@code filter} should be a shared one
     */
    public record Wish(int messages, int sensors, int bytes, List<String> clientIds, String filter) {}

    /** Fills a broker in {@code folder}, ends it, and keeps what it wrote there. */
    public static Backlog fill(Path folder, Wish wish, InstantSource clock) throws IOException {
        try (Mosquitto broker = Mosquitto.start(folder, 20)) {
            for (String clientId : wish.clientIds()) {
                try (var session = new PlainClient(broker.port(), clientId)) {
                    session.subscribe(wish.filter());
                }
            }
            publish(broker.port(), wish, clock);
        }
        return new Backlog(folder.resolve(STATE), wish.messages());
    }

    private static void publish(int port, Wish wish, InstantSource clock) throws IOException {
        long base = TimeUnit.MILLISECONDS.toMicros(clock.millis()) - wish.messages();
        try (var publisher = new PlainClient(port, "backlog-publisher")) {
            for (int done = 0; done < wish.messages(); ) {
                int step = Math.min(STEP, wish.messages() - done);
                for (int id = 1; id <= step; id++, done++) {
                    publisher.publish(
                            id,
                            SampleReading.topic(done, wish.sensors()),
                            SampleReading.payload(done, base + done, wish.bytes()));
                }
                publisher.awaitAcknowledgements(step);
            }
        }
    }

    /** Starts a broker with this backlog, in a folder that is empty. */
    public Mosquitto serve(Path folder, int inFlight) throws IOException {
        Files.copy(file, folder.resolve(STATE));
        return Mosquitto.start(folder, inFlight);
    }
}
