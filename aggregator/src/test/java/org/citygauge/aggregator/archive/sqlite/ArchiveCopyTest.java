package org.citygauge.aggregator.archive.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Attachment;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.BackupUnusable;
import org.citygauge.aggregator.engine.TestCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of an archive that is written while it is copied. */
final class ArchiveCopyTest {
    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final int SENSORS = 3_000;
    private static final int UNMERGED = 8;

    @TempDir
    Path folder;

    private TestCity city;
    private Path copy;

    @BeforeEach
    void open() {
        city = new TestCity(folder.resolve("archive"));
        city.engine().register(sensor -> true);
        copy = folder.resolve("copy.sqlite");
        for (int hour = 0; hour < 4; hour++) {
            everySensorSays("2025-05-01T0" + hour + ":00:00Z", hour);
            city.engine().commitAndMerge();
        }
        city.take(NOW, "!broken", "");
        everySensorSays("2025-05-02T00:00:00Z", 7);
        city.engine().commit(false);
    }

    @AfterEach
    void close() {
        city.close();
    }

    private void everySensorSays(String time, int value) {
        city.take(
                NOW,
                IntStream.range(0, SENSORS)
                        .mapToObj(i -> "s" + i + "," + time + "," + (value + i % 7))
                        .toArray(String[]::new));
    }

    private Backup copy(Runnable between) {
        return city.archive().copyTo(copy, "town", List.of(), CLOCK, between);
    }

    private static String content(Path file, List<String> but) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return ContentDigest.of(
                    connection,
                    Table.all(connection).stream()
                            .filter(table -> !but.contains(table.name()))
                            .toList());
        }
    }

    /** Changes go on to the end, so that every table changes before, while and after it is copied. */
    @Test
    void whatChangesMeanwhileIsInTheCopy() throws Exception {
        var steps = new AtomicInteger();
        Backup backup = copy(() -> change(steps.incrementAndGet()));
        assertThat(steps.get()).isGreaterThan(2 * UNMERGED);
        assertThat(backup.position()).isEqualTo(city.engine().committed());
        assertThat(backup.readings()).isEqualTo(5L * SENSORS + 2L * steps.get());
        BackupFile.restore(copy, folder.resolve("restored"), folder, bytes -> {}, kept -> {});
        List<String> sums = List.of("fold", "late");
        assertThat(content(folder.resolve("restored/archive.sqlite"), sums))
                .isEqualTo(content(folder.resolve("archive/archive.sqlite"), sums));
        try (Archive restored = SqliteArchive.open(folder.resolve("restored"), 1 << 20)) {
            assertThat(restored.opening()).isEqualTo(city.archive().opening());
            assertThat(restored.deadLetterCount()).isEqualTo(city.archive().deadLetterCount());
        }
    }

    /** A late reading, a new sensor with a new hour, now and then a dead letter; deltas that wait at first, and then are merged. */
    private void change(int step) {
        Instant later = NOW.minusSeconds(3_600).plusSeconds(step);
        city.take(NOW, "s" + step + ",2025-05-01T01:30:00Z," + step, "new" + step + "," + later + ",1");
        if (step % 5 == 0) {
            city.take(NOW, "!broken again");
        }
        if (step < UNMERGED) {
            city.engine().commit(false);
        } else {
            city.engine().commitAndMerge();
        }
    }

    @Test
    void theCopySaysWhatItIs() throws Exception {
        Backup made = copy(() -> {});
        assertThat(made.city()).isEqualTo("town");
        assertThat(made.asOf()).isEqualTo(NOW);
        assertThat(made.books()).isEqualTo(city.archive().opening().books());
        assertThat(BackupFile.check(copy)).isEqualTo(made);
        assertThat(BackupFile.restore(copy, folder.resolve("restored"), folder, bytes -> {}, kept -> {}))
                .isEqualTo(made);
        assertThat(BackupFile.check(copy)).as("the file stays").isEqualTo(made);
    }

    @Test
    void filesGoAlongAndComeBack() throws Exception {
        var bytes = new byte[3_000_000];
        new java.util.Random(7).nextBytes(bytes);
        Path file = Files.write(folder.resolve("figures"), bytes);
        city.archive().copyTo(copy, "town", List.of(new Attachment("ledger/ledger.sqlite", file)), CLOCK, () -> {});

        Path data = folder.resolve("data");
        BackupFile.restore(copy, data.resolve("archive"), data, copied -> {}, kept -> {});

        assertThat(data.resolve("ledger/ledger.sqlite")).hasBinaryContent(bytes);
        assertThat(content(data.resolve("archive/archive.sqlite"), List.of("fold", "late")))
                .isEqualTo(content(folder.resolve("archive/archive.sqlite"), List.of("fold", "late")));
    }

    @Test
    void aFileThatIsThereStaysAndIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("figures"), "ours");
        city.archive().copyTo(copy, "town", List.of(new Attachment("ledger/ledger.sqlite", file)), CLOCK, () -> {});
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("ledger"));
        Path there = Files.writeString(data.resolve("ledger/ledger.sqlite"), "newer");
        var told = new ArrayList<Path>();

        BackupFile.restore(copy, data.resolve("archive"), data, copied -> {}, told::add);

        assertThat(told).containsExactly(there);
        assertThat(there).hasContent("newer");
        assertThat(data.resolve("archive/archive.sqlite")).exists();
    }

    @Test
    void whoEndsACopyLeavesTheArchiveAsItWas() {
        assertThatThrownBy(() -> copy(() -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);
        everySensorSays("2025-05-03T00:00:00Z", 1);
        city.engine().commitAndMerge();
        copy = folder.resolve("again.sqlite");
        assertThat(copy(() -> {}).readings()).isEqualTo(6L * SENSORS);
    }

    @Test
    void theWriteAheadLogIsResetWhileACopyIsMade() {
        var most = new AtomicInteger();
        Path log = folder.resolve("archive/archive.sqlite-wal");
        copy(() -> {
            if (most.get() < 8 << 20) {
                everySensorSays("2025-05-03T00:00:00Z", most.get() % 5);
                city.engine().commitAndMerge();
                most.addAndGet(1 << 18);
            }
        });
        assertThat(log.toFile().length()).isLessThan(32 << 20);
    }

    @Test
    void aBackupThatWasChangedIsNotRestored() throws Exception {
        copy(() -> {});
        byte[] sensor = "s2999".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        flip(copy, indexOf(Files.readAllBytes(copy), sensor));
        Path restored = folder.resolve("restored");
        assertThatThrownBy(() -> BackupFile.restore(copy, restored, folder, bytes -> {}, kept -> {}))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("damaged");
        assertThat(restored).doesNotExist();
    }

    @Test
    void halfABackupIsNotRestored() throws Exception {
        copy(() -> {});
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        assertThatThrownBy(() -> BackupFile.check(copy)).isInstanceOf(BackupUnusable.class);
    }

    @Test
    void whatIsNoBackupIsNotRestored() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a database, however long it may be");
        assertThatThrownBy(() -> BackupFile.check(text)).isInstanceOf(BackupUnusable.class);
        Path archive = folder.resolve("archive/archive.sqlite");
        assertThatThrownBy(() -> BackupFile.check(archive)).hasMessageContaining("no backup");
        assertThatThrownBy(() -> BackupFile.check(folder.resolve("none"))).hasMessageContaining("no such file");
    }

    @Test
    void anArchiveIsNotWrittenOver() {
        copy(() -> {});
        assertThatThrownBy(() -> BackupFile.restore(copy, folder.resolve("archive"), folder, bytes -> {}, kept -> {}))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at < bytes.length - wanted.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    private static void flip(Path file, int at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'z'}), at);
        }
    }
}
