package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.citygauge.gateway.mqtt.subscriber.MosquittoBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways where there should be one. */
@Timeout(3_600)
class TwoGatewaysTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int READINGS = 3_000;
    private static final int MOST_TAKEOVERS = 100;

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final SetClock clock = new SetClock(begun);

    /** A broker lets one client id in once: each throws the other out. Both wait longer and longer, and together they have it all. */
    @Test
    void withOneClientId() throws Exception {
        try (Rounds rounds = Rounds.of("two gateways, one client id", 1)) {
            while (rounds.more()) {
                Path place = Files.createDirectory(folder.resolve("place-" + rounds.number()));
                Path files = Files.createDirectory(place.resolve("broker"));
                try (MosquittoBroker broker = MosquittoBroker.start(files)) {
                    rounds.finished(fight(place, broker, rounds));
                }
                long takeovers = takeovers(files.resolve("mosquitto.log"));
                assertThat(takeovers).isPositive().isLessThan(MOST_TAKEOVERS);
                rounds.note(takeovers + " takeovers");
            }
        }
    }

    private Finding fight(Path place, MosquittoBroker broker, Rounds rounds) throws Exception {
        URI url = URI.create(broker.url());
        Town town = Town.make(place.resolve("town"), Town.source(url));
        var outbox = new Outbox(new Feed(town.devices(), rounds.random(), begun));
        Path one = place.resolve("one");
        Path other = place.resolve("other");
        try (GatewayProcess first = GatewayProcess.ready(town, one)) {
            first.awaitSubscribed();
            try (GatewayProcess second = GatewayProcess.ready(town, other)) {
                for (int part = 0; part < 10; part++) {
                    outbox.allow(READINGS / 10);
                    assertThat(new Publisher(url, outbox, PATIENCE).run()).isTrue();
                    long said = outbox.said().size();
                    Answer.awaitThat("all came", () -> stored(first) + stored(second) >= said);
                }
            }
        }
        clock.set(Instant.now());
        Town quiet = Town.make(place.resolve("quiet"));
        Town away = Town.make(place.resolve("away"), Town.source(URI.create("mqtt://127.0.0.1:1")));
        try (Opened undisturbed = new Opened(quiet, place.resolve("undisturbed"), clock);
                Opened together = new Opened(quiet, place.resolve("together"), clock);
                Opened first = new Opened(town, one, clock); // what neither acknowledged is still at the broker
                Opened second = new Opened(away, other, clock)) {
            Answer.isTrue(PATIENCE, () -> Audit.lost(union(first, second), outbox) == 0);
            Audit.balance(first);
            Audit.balance(second);
            Map<String, Integer> union = union(first, second);
            together.feed(outbox.said().stream()
                    .filter(sent -> union.containsKey(sent.identity()))
                    .toList());
            return Audit.of(together, outbox, undisturbed, clock.instant());
        }
    }

    private static Map<String, Integer> union(Opened one, Opened other) {
        var union = new HashMap<String, Integer>(one.stored());
        union.putAll(other.stored());
        return union;
    }

    private static long stored(GatewayProcess gateway) {
        String stored = gateway.answer("/api/v1/books").replaceFirst("(?s).*?\"stored\":(\\d+).*", "$1");
        return stored.isEmpty() ? 0 : Long.parseLong(stored);
    }

    private static long takeovers(Path log) throws Exception {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("already connected")).count();
        }
    }

    @Test
    void onOneDataFolder() throws Exception {
        Path data = folder.resolve("data");
        Town town = Town.make(folder.resolve("town"));
        try (Rounds rounds = Rounds.of("two gateways, one data folder", 1)) {
            var outbox = new Outbox(new Feed(town.devices(), rounds.random(), begun));
            try (Opened undisturbed = new Opened(town, folder.resolve("undisturbed"), clock)) {
                while (rounds.more()) {
                    try (GatewayProcess first = GatewayProcess.ready(town, data);
                            GatewayProcess second = GatewayProcess.launch(town, data)) {
                        outbox.allow(READINGS);
                        assertThat(new Publisher(first.mqtt(), outbox, PATIENCE).run())
                                .isTrue();
                        assertThat(second.isReady()).isFalse();
                        assertThat(second.awaitEnd()).isEqualTo(1);
                        assertThat(second.said())
                                .contains("Citygauge cannot start: ", "is in use", "choose another data folder");
                        first.kill();
                    }
                    clock.set(Instant.now());
                    try (Opened again = new Opened(town, data, clock)) {
                        Finding finding = Audit.of(again, outbox, undisturbed, clock.instant());
                        assertThat(finding).isEqualTo(new Finding(0, 0, true));
                        rounds.finished(finding);
                    }
                }
            }
        }
    }
}
