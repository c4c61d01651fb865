package org.citygauge.aggregator.journal.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;

/** A process that appends for ever, and prints each position once it was told that it is safe; to be killed. */
final class AppendingProcess {
    private AppendingProcess() {}

    public static void main(String[] arguments) throws Exception {
        var inFlight = new Semaphore(200);
        var limits = new Limits(64 << 20, Duration.ofDays(7), 256 << 10, 1 << 20, 1 << 20, Duration.ofSeconds(1));
        try (var journal = SqliteJournal.open(Path.of(arguments[0]), limits, InstantSource.system(), Position.START)) {
            for (long i = 1; ; i++) {
                inFlight.acquire();
                byte[] payload = ("message " + i).getBytes(StandardCharsets.UTF_8);
                journal.append(List.of(new Message("child", "t", payload)))
                        .onSuccess(position -> System.out.println("safe " + position.value() + "."))
                        .onFailure(Throwable::printStackTrace)
                        .onComplete(done -> inFlight.release());
            }
        }
    }
}
