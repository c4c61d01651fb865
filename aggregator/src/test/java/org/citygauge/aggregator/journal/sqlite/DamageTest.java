package org.citygauge.aggregator.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(60)
class DamageTest {
    private static final Limits LIMITS =
            new Limits(4 << 20, Duration.ofDays(7), 64 << 10, 8 << 20, 0, Duration.ofMillis(20));
    private static final Logger PACKAGE = (Logger) LoggerFactory.getLogger(DamageTest.class.getPackageName());

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        PACKAGE.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        PACKAGE.detachAppender(log);
    }

    private List<String> errors() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static SqliteJournal open(Path where) throws IOException {
        return SqliteJournal.open(where, LIMITS, InstantSource.system(), Position.START);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }

    /** Pairs of a short message and a long one, each pair in a row of its own, over several files. */
    private static void append(SqliteJournal journal, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            byte[] text = "message-%03d".formatted(i).getBytes(StandardCharsets.UTF_8);
            await(journal.append(List.of(new Message("s", "t", text), new Message("s", "t", new byte[20_000]))));
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

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("journal-0"))
                    .filter(f -> !f.toString().endsWith("-shm"))
                    .toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static Path fileThatHolds(Path where, String text) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> content(file).contains(text))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path flip(Path where, String text) throws IOException {
        Path file = fileThatHolds(where, text);
        byte[] bytes = Files.readAllBytes(file);
        bytes[content(file).indexOf(text) + 3] ^= 1;
        Files.write(file, bytes);
        return file;
    }

    @Test
    void aWriteThatWasTornIsRolledBack() throws Exception {
        Path copy = folder.resolve("copy");
        try (SqliteJournal journal = open(folder.resolve("live"))) {
            append(journal, 0, 2);
            copy(folder.resolve("live"), copy);
        }
        Path wal = copy.resolve("journal-000001.sqlite-wal");
        try (FileChannel channel = FileChannel.open(wal, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 5_000);
        }

        try (SqliteJournal journal = open(copy)) {
            assertThat(texts(journal)).containsExactly("message-000");
            append(journal, 5, 6);
            assertThat(texts(journal)).containsExactly("message-000", "message-005");
        }
        assertThat(errors()).isEmpty();
    }

    @Test
    void aFlippedByteCostsOneRowAndIsReported() throws Exception {
        try (SqliteJournal journal = open(folder)) {
            append(journal, 0, 12);
        }
        Path damaged = flip(folder, "message-004");

        try (SqliteJournal journal = open(folder)) {
            assertThat(texts(journal)).hasSize(11).doesNotContain("message-004");
            append(journal, 12, 13);
            assertThat(texts(journal)).contains("message-012");
        }
        assertThat(errors())
                .first()
                .asString()
                .contains("2 messages (9 to 10) are gone", damaged.getFileName().toString());
    }

    @Test
    void aReaderAtTheLastRowPassesOverItIfItIsDamaged() throws Exception {
        try (SqliteJournal journal = open(folder)) {
            append(journal, 0, 3);
        }
        flip(folder, "message-002");

        try (SqliteJournal journal = open(folder)) {
            Position before = new Position(4);
            assertThat(journal.read(before, 5, Duration.ZERO)).isEmpty();
            assertThat(journal.read(before, 5, Duration.ofMillis(1))).isEmpty();
            append(journal, 3, 4);
            assertThat(journal.read(before, 5, Duration.ofSeconds(10))
                            .orElseThrow()
                            .last())
                    .isEqualTo(new Position(8));
        }
        assertThat(errors()).as("reported once").hasSize(1);
    }

    @Test
    void aFileThatCannotBeOpenedIsReportedAndPassedOver() throws Exception {
        try (SqliteJournal journal = open(folder)) {
            append(journal, 0, 12);
        }
        Files.write(folder.resolve("journal-000002.sqlite"), new byte[8192]);

        try (SqliteJournal journal = open(folder)) {
            assertThat(errors()).singleElement().asString().contains("journal-000002.sqlite", "6 messages");
            assertThat(texts(journal))
                    .hasSize(9)
                    .contains("message-000", "message-011")
                    .doesNotContain("message-004");
        }
    }

    @Test
    void theNewestFileMayBeTheOneThatCannotBeOpened() throws Exception {
        try (SqliteJournal journal = open(folder)) {
            append(journal, 0, 6);
        }
        Files.writeString(folder.resolve("journal-000002.sqlite"), "nothing like a database");

        try (SqliteJournal journal = open(folder)) {
            append(journal, 6, 7);
            assertThat(texts(journal)).containsExactly("message-000", "message-001", "message-002", "message-006");
        }
    }

    @Test
    void aFileOfANewerVersionIsRefused() throws Exception {
        open(folder).close();
        try (Connection connection = Database.open(folder.resolve("journal-000001.sqlite"))) {
            Database.execute(connection, "PRAGMA user_version = 9");
        }

        assertThatThrownBy(() -> open(folder)).isInstanceOf(IOException.class).hasMessageContaining("newer version");
    }

    @Test
    void aDiskThatRefusesHoldsBackAndNothingIsLost() throws Exception {
        Path inTheWay = folder.resolve("journal-000002.sqlite");
        try (SqliteJournal journal = open(folder)) {
            Files.createDirectory(inTheWay);
            append(journal, 0, 3);

            assertThatThrownBy(() -> append(journal, 4, 5))
                    .isInstanceOf(JournalFull.class)
                    .hasRootCauseInstanceOf(org.sqlite.SQLiteException.class);
            await(journal.room());
            assertThatThrownBy(() -> append(journal, 4, 5)).isInstanceOf(JournalFull.class);
            Files.delete(inTheWay);
            await(journal.room());
            append(journal, 5, 6);

            assertThat(texts(journal)).containsExactly("message-000", "message-001", "message-002", "message-005");
        }
    }

    @Test
    void whatWaitsTogetherIsOneTransaction() throws Exception {
        Future<Position> last = Future.succeededFuture(Position.START);
        try (SqliteJournal journal = open(folder)) {
            for (int i = 0; i < 5_000; i++) {
                last = journal.append(List.of(new Message("s", "t", new byte[8])));
            }
            assertThat(await(last)).isEqualTo(new Position(5_000));
        }
        try (Connection connection = Database.open(folder.resolve("journal-000001.sqlite"))) {
            assertThat(Database.number(connection, "SELECT count(*) FROM batch"))
                    .isLessThan(2_500);
        }
    }
}
