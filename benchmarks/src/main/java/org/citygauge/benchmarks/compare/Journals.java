package org.citygauge.benchmarks.compare;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.journal.sqlite.Limits;
import org.citygauge.aggregator.journal.sqlite.SqliteJournal;
import org.citygauge.benchmarks.peer.SampleReading;
import org.citygauge.benchmarks.run.TestCity;

/** Journals full of messages that no archive has taken in, as a crash leaves them behind. */
final class Journals {
    private static final long MOST_BYTES = 4L << 30;
    private static final int STEP = 5_000;

    private Journals() {}

    /** Single readings of 100 bytes, as the listener takes them. */
    static void singles(Path folder, int messages, int sensors, InstantSource clock) throws IOException {
        long base = TimeUnit.MILLISECONDS.toMicros(clock.millis()) - messages;
        try (Journal journal = open(folder, clock)) {
            for (int done = 0; done < messages; ) {
                List<Message> step = new ArrayList<>();
                for (int end = Math.min(messages, done + STEP); done < end; done++) {
                    step.add(new Message(
                            Message.LISTENER,
                            SampleReading.topic(done, sensors),
                            SampleReading.payload(done, base + done, 100)));
                }
                journal.append(step).await();
            }
        }
    }

    /**
     * The last 365 days of so many sensors, one time after the other, as {@code load} sends them.
     *
     * @return how many readings
     */
    static int year(Path folder, int sensors, Duration every, InstantSource clock) throws IOException {
        Instant now = clock.instant();
        int readings = 0;
        try (Journal journal = open(folder, clock)) {
            for (Instant at = now.minus(Duration.ofDays(365)); at.isBefore(now); at = at.plus(every)) {
                Future<Position> last = Future.succeededFuture(Position.START);
                for (int first = 0; first < sensors; first += STEP) {
                    int most = Math.min(sensors, first + STEP);
                    byte[] body = body(at, first, most).getBytes(StandardCharsets.UTF_8);
                    last = journal.append(List.of(new Message(Message.HTTP, "http/readings", body)));
                    readings += most - first;
                }
                last.await();
            }
        }
        return readings;
    }

    private static String body(Instant at, int first, int most) {
        String time = at.toString();
        var body = new StringBuilder("{\"readings\":[");
        for (int sensor = first; sensor < most; sensor++) {
            body.append(sensor == first ? "" : ",")
                    .append("{\"time\":\"")
                    .append(time)
                    .append("\",\"sensor\":\"")
                    .append(TestCity.meter(sensor))
                    .append("\",\"value\":")
                    .append(sensor % 1_000)
                    .append('.')
                    .append(at.getEpochSecond() / 60 % 10)
                    .append('}');
        }
        return body.append("]}").toString();
    }

    private static Journal open(Path folder, InstantSource clock) throws IOException {
        return SqliteJournal.open(folder, Limits.of(MOST_BYTES, Duration.ofDays(7)), clock, Position.START);
    }
}
