package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.citygauge.gateway.mqtt.subscriber.MosquittoBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker is killed and comes back, with its session or without: the gateway is there again by itself, and lost nothing it was given. */
@Timeout(3_600)
class BrokerKilledTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BACKLOG = 400;

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final SetClock clock = new SetClock(begun);

    /** One round, up to the moment when the devices say again what was not acknowledged. */
    @FunctionalInterface
    private interface Blow {
        void fall(GatewayProcess gateway, MosquittoBroker broker, Outbox outbox, Random random) throws Exception;
    }

    @Test
    void withWhatItHadOnDisk() throws Exception {
        Path files = Files.createDirectory(folder.resolve("broker"));
        try (Rounds rounds = Rounds.of("broker killed -9, with its files", 1)) {
            rounds(
                    rounds,
                    files,
                    (gateway, broker, outbox, random) -> {
                        gateway.pause();
                        outbox.allow(BACKLOG);
                        assertThat(publish(broker, outbox)).isTrue();
                        awaitSaved(files, outbox);
                        gateway.goOn();
                        LockSupport.parkNanos(random.nextLong(60_000_000));
                        broker.kill();
                        broker.startAgain();
                        Answer.awaitThat(
                                "all it had came",
                                () -> stored(gateway) >= outbox.said().size());
                    },
                    "autosave_interval 1"); // a second
        }
    }

    /** What it acknowledged to devices and had not delivered is gone with it; that is the broker's promise, and no one else can keep it. */
    @Test
    void withoutAnyFiles() throws Exception {
        Path files = Files.createDirectory(folder.resolve("broker"));
        try (Rounds rounds = Rounds.of("broker killed -9, without files", 1)) {
            rounds(
                    rounds,
                    files,
                    (gateway, broker, outbox, random) -> {
                        outbox.allow(Integer.MAX_VALUE);
                        var load = CompletableFuture.supplyAsync(() -> publish(broker, outbox));
                        LockSupport.parkNanos(random.nextLong(300_000_000));
                        broker.kill();
                        outbox.allow(0);
                        load.join();
                        Answer.awaitThat(
                                "the loss is noticed", () -> gateway.health().contains("\"connected\":0"));
                        broker.startAgain();
                        gateway.awaitSubscribed();
                        outbox.allAgain();
                    },
                    "persistence false");
        }
    }

    private void rounds(Rounds rounds, Path files, Blow blow, String... settings) throws Exception {
        Path data = folder.resolve("data");
        try (MosquittoBroker broker = MosquittoBroker.start(files, settings)) {
            Town town = Town.make(folder.resolve("town"), Town.source(URI.create(broker.url())));
            var outbox = new Outbox(new Feed(town.devices(), rounds.random(), begun));
            try (Opened undisturbed =
                    new Opened(Town.make(folder.resolve("quiet")), folder.resolve("undisturbed"), clock)) {
                while (rounds.more()) {
                    try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
                        gateway.awaitSubscribed();
                        blow.fall(gateway, broker, outbox, rounds.random());
                        assertThat(publish(broker, outbox)).isTrue();
                        gateway.stop();
                    }
                    clock.set(Instant.now());
                    try (Opened again = new Opened(town, data, clock)) {
                        Finding finding = Audit.of(again, outbox, undisturbed, clock.instant());
                        assertThat(finding).as("round %d", rounds.number()).isEqualTo(new Finding(0, 0, true));
                        rounds.finished(finding);
                    }
                }
            }
            rounds.note(outbox.acknowledgedCount() + " readings acknowledged");
        }
    }

    private static boolean publish(MosquittoBroker broker, Outbox outbox) {
        return new Publisher(URI.create(broker.url()), outbox, PATIENCE).run();
    }

    /** So many distinct readings the gateway says it has. */
    private static long stored(GatewayProcess gateway) {
        String stored = gateway.answer("/api/v1/books").replaceFirst("(?s).*?\"stored\":(\\d+).*", "$1");
        return stored.isEmpty() ? 0 : Long.parseLong(stored);
    }

    /** Mosquitto writes its file after it has answered. */
    private static void awaitSaved(Path files, Outbox outbox) {
        List<Sent> said = outbox.said();
        byte[] last = said.getLast().payload();
        Answer.awaitThat(
                "the broker has saved the last message",
                () -> text(files.resolve("mosquitto.db")).contains(new String(last, StandardCharsets.ISO_8859_1)));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException notNow) {
            throw new UncheckedIOException(notNow);
        }
    }
}
