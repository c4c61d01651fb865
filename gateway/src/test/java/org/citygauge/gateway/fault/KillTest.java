package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.citygauge.gateway.mqtt.subscriber.MosquittoBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any instant of load: what was acknowledged is there, once, and the totals are those of an undisturbed run. */
@Timeout(3_600)
class KillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LONGEST_LOAD_NANOS = 600_000_000;
    /** Then a new one begins, so that looking at everything stays quick. */
    private static final int ROUNDS_A_CITY = 10;

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final SetClock clock = new SetClock(begun);

    @Test
    void whileDevicesPublish() throws Exception {
        kill(
                Rounds.of("kill -9, devices publish", 2),
                Town.make(folder.resolve("town")),
                (gateway, outbox) -> new Publisher(gateway.mqtt(), outbox, PATIENCE).run(),
                (again, outbox) -> new Publisher(again.mqtt(), outbox, PATIENCE).run());
    }

    @Test
    void whileAScriptPosts() throws Exception {
        kill(
                Rounds.of("kill -9, a script posts", 1),
                Town.make(folder.resolve("town")),
                (gateway, outbox) -> new Poster(gateway.http(), outbox, PATIENCE).run(),
                (again, outbox) -> new Poster(again.http(), outbox, PATIENCE).run());
    }

    /** Here it is the broker that acknowledges to devices, and the gateway to the broker. */
    @Test
    void whileABrokerDelivers() throws Exception {
        Path folderOfBroker = Files.createDirectory(folder.resolve("broker"));
        try (MosquittoBroker broker = MosquittoBroker.start(folderOfBroker)) {
            URI url = URI.create(broker.url());
            kill(
                    Rounds.of("kill -9, a broker delivers", 1),
                    Town.make(folder.resolve("town"), Town.source(url)),
                    (gateway, outbox) -> {
                        gateway.awaitSubscribed();
                        return new Publisher(url, outbox, PATIENCE).run();
                    },
                    (again, outbox) -> new Publisher(url, outbox, PATIENCE).run());
        }
    }

    private void kill(
            Rounds rounds,
            Town town,
            BiFunction<GatewayProcess, Outbox, Boolean> devices,
            BiFunction<Opened, Outbox, Boolean> devicesAgain)
            throws Exception {
        long acknowledged = 0;
        try (rounds) {
            while (rounds.more()) {
                Path city = Files.createDirectory(folder.resolve("city-" + rounds.number()));
                var outbox = new Outbox(new Feed(town.devices(), rounds.random(), begun));
                try (Opened undisturbed =
                        new Opened(Town.make(folder.resolve("quiet")), city.resolve("undisturbed"), clock)) {
                    for (int i = 0; i < ROUNDS_A_CITY && rounds.more(); i++) {
                        Random random = rounds.random();
                        loadAndKill(town, city.resolve("data"), outbox, devices, random);
                        killWhileItRecovers(town, city.resolve("data"), random);
                        clock.set(Instant.now());
                        Finding finding = recover(town, city.resolve("data"), outbox, devicesAgain, undisturbed);
                        assertThat(finding).as("round %d", rounds.number()).isEqualTo(new Finding(0, 0, true));
                        rounds.finished(finding);
                    }
                }
                acknowledged += outbox.acknowledgedCount();
            }
            rounds.note(acknowledged + " readings acknowledged");
        }
    }

    private static void loadAndKill(
            Town town, Path data, Outbox outbox, BiFunction<GatewayProcess, Outbox, Boolean> devices, Random random)
            throws Exception {
        try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
            int before = outbox.acknowledgedCount();
            outbox.allow(Integer.MAX_VALUE);
            var load = CompletableFuture.supplyAsync(() -> devices.apply(gateway, outbox));
            Answer.awaitThat("load has begun", () -> outbox.acknowledgedCount() > before || load.isDone());
            LockSupport.parkNanos(random.nextLong(LONGEST_LOAD_NANOS));
            gateway.kill();
            outbox.allow(0);
            load.join();
        }
    }

    private Finding recover(
            Town town, Path data, Outbox outbox, BiFunction<Opened, Outbox, Boolean> devicesAgain, Opened undisturbed)
            throws Exception {
        try (Opened again = new Opened(town, data, clock)) {
            Finding first = Audit.beforeResending(again, outbox, town.hasBroker());
            assertThat(devicesAgain.apply(again, outbox)).isTrue();
            return first.plus(Audit.of(again, outbox, undisturbed, clock.instant()));
        }
    }

    /** Now and then a second blow falls while the first is being mended. */
    private static void killWhileItRecovers(Town town, Path data, Random random) throws Exception {
        if (random.nextInt(3) == 0) {
            try (GatewayProcess gateway = GatewayProcess.launch(town, data)) {
                LockSupport.parkNanos(500_000_000L + random.nextLong(1_500_000_000L));
                gateway.kill();
            }
        }
    }
}
