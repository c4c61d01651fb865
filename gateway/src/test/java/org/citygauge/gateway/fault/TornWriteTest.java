package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut may leave at the end of either file, and what a disk that lies may. */
@Timeout(3_600)
class TornWriteTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int READINGS = 2_000;
    /** So few that no checkpoint falls among them. */
    private static final int FEW = 400;

    private static final int LONGEST_TEAR = 9_000;

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final SetClock clock = new SetClock(begun);

    /** What is done to the files of a gateway that was killed. */
    @FunctionalInterface
    private interface Tear {
        void apply(Path data, Random random) throws IOException;
    }

    /** What was not synced may be there in part: half a frame, or rubbish. Nobody was told that it is safe. */
    @Test
    void behindWhatIsSynced() throws Exception {
        tear(Rounds.of("torn write behind what is synced, both files", 1), (data, random) -> {
            append(writeAheadLog(data.resolve("journal")), random);
            append(writeAheadLog(data.resolve("archive")), random);
        });
    }

    /** A disk that lost what it said it had synced of the archive: the journal still has it. */
    @Test
    void intoWhatIsSyncedOfTheArchive() throws Exception {
        tear(
                Rounds.of("archive's log cut, into what is synced", 1),
                (data, random) -> cut(writeAheadLog(data.resolve("archive")), 1, random));
    }

    private void tear(Rounds rounds, Tear tear) throws Exception {
        Town town = Town.make(folder.resolve("town"));
        Path data = folder.resolve("data");
        var outbox = new Outbox(new Feed(town.devices(), rounds.random(), begun));
        try (rounds;
                Opened undisturbed = new Opened(town, folder.resolve("undisturbed"), clock)) {
            while (rounds.more()) {
                loadAndKill(town, data, outbox, rounds.random());
                tear.apply(data, rounds.random());
                clock.set(Instant.now());
                try (Opened again = new Opened(town, data, clock)) {
                    Finding first = Audit.beforeResending(again, outbox, false);
                    assertThat(new Publisher(again.mqtt(), outbox, PATIENCE).run())
                            .isTrue();
                    Finding finding = first.plus(Audit.of(again, outbox, undisturbed, clock.instant()));
                    assertThat(finding).as("round %d", rounds.number()).isEqualTo(new Finding(0, 0, true));
                    rounds.finished(finding);
                }
            }
        }
    }

    /**
     * A disk that lost what it said it had synced of the journal. What the archive had taken in is there, and the operator hears of the
     * rest, as far as anything knows of it: only devices can send that again.
     */
    @Test
    void intoWhatIsSyncedOfTheJournal() throws Exception {
        Town town = Town.make(folder.resolve("town"));
        Path data = folder.resolve("data");
        try (Rounds rounds = Rounds.of("journal's log cut, into what is synced", 1);
                Opened undisturbed = new Opened(town, folder.resolve("undisturbed"), clock)) {
            var outbox = new Outbox(new Feed(town.devices(), rounds.random(), begun));
            long gone = 0;
            while (rounds.more()) {
                try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
                    outbox.allow(FEW);
                    assertThat(new Publisher(gateway.mqtt(), outbox, PATIENCE).run())
                            .isTrue();
                    Answer.awaitThat(
                            "the archive has most of it", () -> written(data, "archive") > written(data, "journal"));
                    gateway.kill();
                }
                cut(writeAheadLog(data.resolve("journal")), 2, rounds.random());
                try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
                    gateway.stop();
                    assertThat(gateway.said()).contains("ends at message", "may be gone");
                }
                clock.set(Instant.now());
                try (Opened again = new Opened(town, data, clock)) {
                    gone += Audit.beforeResending(again, outbox, false).lost();
                    outbox.allAgain();
                    assertThat(new Publisher(again.mqtt(), outbox, PATIENCE).run())
                            .isTrue();
                    Finding finding = Audit.of(again, outbox, undisturbed, clock.instant());
                    assertThat(finding).as("round %d", rounds.number()).isEqualTo(new Finding(0, 0, true));
                    rounds.finished(finding);
                }
            }
            rounds.note(gone + " gone with it and reported, sent again");
        }
    }

    private static long written(Path data, String part) {
        try {
            return Files.getLastModifiedTime(writeAheadLog(data.resolve(part))).to(TimeUnit.NANOSECONDS);
        } catch (IOException notNow) {
            throw new UncheckedIOException(notNow);
        }
    }

    private static void loadAndKill(Town town, Path data, Outbox outbox, Random random) throws Exception {
        try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
            outbox.allow(READINGS);
            assertThat(new Publisher(gateway.mqtt(), outbox, PATIENCE).run()).isTrue();
            outbox.allow(Integer.MAX_VALUE);
            var load = CompletableFuture.supplyAsync(() -> new Publisher(gateway.mqtt(), outbox, PATIENCE).run());
            LockSupport.parkNanos(300_000_000 + random.nextLong(300_000_000));
            gateway.kill();
            outbox.allow(0);
            load.join();
        }
    }

    /** The log of the newest database in a folder. */
    private static Path writeAheadLog(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-wal"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    /** Rubbish, or a frame that looks like the last one but is not whole. */
    private static void append(Path log, Random random) throws IOException {
        byte[] torn = new byte[1 + random.nextInt(LONGEST_TEAR)];
        random.nextBytes(torn);
        byte[] whole = Files.readAllBytes(log);
        if (random.nextBoolean() && whole.length > torn.length) {
            System.arraycopy(whole, whole.length - torn.length, torn, 0, torn.length);
        }
        Files.write(log, torn, StandardOpenOption.APPEND);
    }

    /** Takes everything behind a place in its first {@code 1/of} away, or overwrites something there with rubbish. */
    private static void cut(Path log, int of, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            long keep = random.nextLong(channel.size() / of);
            if (random.nextBoolean()) {
                channel.truncate(keep);
            } else {
                byte[] rubbish = new byte[(int) Math.min(LONGEST_TEAR, channel.size() - keep)];
                random.nextBytes(rubbish);
                channel.write(ByteBuffer.wrap(rubbish), keep);
            }
        }
    }
}
