package org.citygauge.aggregator.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SQLite needs room even to read a file that nobody has open: that it finds none must not look like damage. */
@Timeout(60)
class FullDiskTest {
    private static final Limits LIMITS =
            new Limits(8 << 20, Duration.ofDays(7), 64 << 10, 8 << 20, 0, Duration.ofMillis(20));
    private static final int MESSAGES = 40;

    @TempDir
    Path temporary;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temporary.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=4m", "citygauge-test", disk.toString()))
                .as("needs the right to mount a tmpfs: run as root")
                .isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor(10, TimeUnit.SECONDS);
        return process.exitValue();
    }

    private SqliteJournal open() throws IOException {
        return SqliteJournal.open(disk.resolve("journal"), LIMITS, InstantSource.system(), Position.START);
    }

    private static void append(SqliteJournal journal) throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] text = ("message-" + i).getBytes(StandardCharsets.UTF_8);
            journal.append(List.of(new Message("s", "t", text), new Message("s", "t", new byte[20_000])))
                    .await(20, TimeUnit.SECONDS);
        }
    }

    private void fillDisk() throws IOException {
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] page = new byte[4096];
            while (true) {
                filler.write(page);
            }
        } catch (IOException full) {
            assertThat(disk.toFile().getUsableSpace()).isZero();
        }
    }

    private static List<String> texts(SqliteJournal journal) throws InterruptedException {
        var texts = new ArrayList<String>();
        Position position = Position.START;
        for (Optional<Batch> batch = journal.read(position, 5, Duration.ZERO);
                batch.isPresent();
                batch = journal.read(position, 5, Duration.ZERO)) {
            batch.get().entries().stream()
                    .map(entry -> new String(entry.message().payload(), StandardCharsets.UTF_8))
                    .filter(text -> text.startsWith("message-"))
                    .forEach(texts::add);
            position = batch.get().last();
        }
        return texts;
    }

    @Test
    void aJournalThatCannotBeOpenedForWantOfRoomLosesNothing() throws Exception {
        try (SqliteJournal journal = open()) {
            append(journal);
        }
        fillDisk();
        assertThatThrownBy(() -> open().close()).isInstanceOf(IOException.class).hasMessageContaining("make room");
        Files.delete(disk.resolve("filler"));
        try (SqliteJournal journal = open()) {
            assertThat(texts(journal)).hasSize(MESSAGES);
        }
    }

    @Test
    void aReaderWaitsForRoomAndPassesOverNothing() throws Exception {
        try (SqliteJournal journal = open()) {
            append(journal);
            fillDisk();
            assertThat(texts(journal)).isEmpty();
            Files.delete(disk.resolve("filler"));
            assertThat(texts(journal)).hasSize(MESSAGES);
        }
    }
}
