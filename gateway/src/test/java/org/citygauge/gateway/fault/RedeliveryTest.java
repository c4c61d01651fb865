package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that sends everything again and again changes no number, however often the gateway is killed meanwhile. */
@Timeout(3_600)
class RedeliveryTest {
    private static final int BACKLOG = 600;
    private static final int TIMES = 2;

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final SetClock clock = new SetClock(begun);

    @Test
    void everythingIsSentAgain() throws Exception {
        Path data = folder.resolve("data");
        try (Rounds rounds = Rounds.of("broker sends everything again", 1)) {
            Town quiet = Town.make(folder.resolve("quiet"));
            var outbox = new Outbox(new Feed(quiet.devices(), rounds.random(), begun));
            try (Opened undisturbed = new Opened(quiet, folder.resolve("undisturbed"), clock);
                    var broker = new RedeliveringBroker(outbox, rounds.random())) {
                Town town = Town.make(folder.resolve("town"), Town.source(broker.url()));
                while (rounds.more()) {
                    Random random = rounds.random();
                    outbox.allow(BACKLOG);
                    broker.deliver(outbox.take(BACKLOG), TIMES);
                    if (random.nextBoolean()) {
                        killInTheMiddle(town, data, random);
                    }
                    Finding finding = hearOut(town, data, broker, outbox, undisturbed);
                    assertThat(finding).as("round %d", rounds.number()).isEqualTo(new Finding(0, 0, true));
                    rounds.finished(finding);
                }
                assertThat(broker.delivered()).isGreaterThan(outbox.said().size() * (long) TIMES);
                rounds.note(broker.delivered() + " deliveries of " + outbox.acknowledgedCount() + " readings");
            }
        }
    }

    private Finding hearOut(Town town, Path data, RedeliveringBroker broker, Outbox outbox, Opened undisturbed)
            throws Exception {
        try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
            Answer.awaitThat("the broker heard out", broker::heardOut);
            gateway.kill();
        }
        clock.set(Instant.now());
        broker.deliver(List.of(new Sent("", 0, ""), new Sent("", 0, "")), 0);
        try (Opened again = new Opened(town, data, clock)) {
            return Audit.of(again, outbox, undisturbed, clock.instant());
        }
    }

    private static void killInTheMiddle(Town town, Path data, Random random) throws Exception {
        try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
            LockSupport.parkNanos(random.nextLong(900_000_000));
            gateway.kill();
        }
    }
}
