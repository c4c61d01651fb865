package org.citygauge.aggregator.archive.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.ArchiveUnavailable;
import org.citygauge.aggregator.archive.Attachment;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.Commit;
import org.citygauge.aggregator.archive.NewDeadLetter;
import org.citygauge.aggregator.archive.SeriesRow;
import org.citygauge.aggregator.archive.StoredDeadLetter;
import org.citygauge.aggregator.archive.Stretch;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.journal.Position;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The archive in one SQLite file, {@code archive.sqlite}: write-ahead log, synced at each commit.
 *
 * <p>One connection writes, another reads; no read holds its transaction longer than one query.
 */
public final class SqliteArchive implements Archive {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteArchive.class);
    static final String POSITION = "journal_position";

    private final Path file;
    private final SQLiteDataSource source;
    private final Connection writer;
    private final Connection reader;
    private final SegmentTable segments;
    private final DeadLetterTable deadLetters;
    private final Object writing = new Object();
    private final Object reading = new Object();
    private final Object copying = new Object();
    /** Deltas up to this one are superfluous when the running pass of merging ends. */
    private long superfluous;

    private SqliteArchive(Path file, SQLiteDataSource source, long maxDeadLetterBytes) throws SQLException {
        this.file = file;
        this.source = source;
        writer = source.getConnection();
        reader = source.getConnection();
        segments = new SegmentTable(writer, reader);
        deadLetters = new DeadLetterTable(writer, maxDeadLetterBytes);
    }

    /**
     * Opens the archive in {@code folder}, or makes one.
     *
     * @param maxDeadLetterBytes when dead letters take more, the oldest go
     */
    public static SqliteArchive open(Path folder, long maxDeadLetterBytes) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("archive.sqlite");
            SQLiteDataSource source = source(file);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:org/citygauge/aggregator/archive/sqlite")
                    .load()
                    .migrate();
            return new SqliteArchive(file, source, maxDeadLetterBytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + folder + " cannot be made or used", e);
        } catch (SQLException e) {
            throw new ArchiveUnavailable("the archive in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static SQLiteDataSource source(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.setCacheSize(-16_000);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public Position position() {
        return new Position(note(POSITION).map(Long::parseLong).orElse(0L));
    }

    @Override
    public Opening opening() {
        return read("what it holds", () -> new Opening(position(), BookTable.read(reader)));
    }

    @Override
    public void eachSeries(Consumer<SeriesRow> visitor) {
        int next = 0;
        while (true) {
            int first = next;
            List<SeriesRow> page = read("series", () -> SeriesRows.page(reader, first));
            if (page.isEmpty()) {
                return;
            }
            page.forEach(visitor);
            next = page.getLast().id() + 1;
        }
    }

    @Override
    public void eachDelta(Consumer<byte[]> visitor) {
        long last = 0;
        while (true) {
            long after = last;
            List<Map.Entry<Long, byte[]>> next = read(
                    "readings",
                    () -> Query.list(
                            reader,
                            "SELECT id, data FROM delta WHERE id > ? ORDER BY id LIMIT 1",
                            row -> Map.entry(row.getLong(1), row.getBytes(2)),
                            after));
            if (next.isEmpty()) {
                return;
            }
            last = next.getFirst().getKey();
            visitor.accept(next.getFirst().getValue());
        }
    }

    @Override
    public void commit(Commit commit) {
        synchronized (writing) {
            try {
                Query.update(writer, "BEGIN IMMEDIATE");
                SeriesRows.insert(writer, commit.newSeries());
                BookTable.write(writer, commit.books());
                deadLetters.add(commit.deadLetters());
                deadLetters.remove(commit.mended());
                if (commit.delta().length > 0) {
                    Query.update(writer, "INSERT INTO delta (data) VALUES (?)", commit.delta());
                }
                merge(commit.merge());
                FoldTable.late(writer, commit.late(), commit.position());
                for (Commit.Past past : commit.past()) {
                    PastTable.add(writer, past.follower(), past.told(), commit.position());
                }
                writeNote(POSITION, Long.toString(commit.position().value()));
                Query.update(writer, "COMMIT");
                deadLetters.committed();
                segments.forgetRead();
            } catch (SQLException e) {
                undo();
                throw new ArchiveUnavailable("the archive " + file + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private void undo() {
        try {
            Query.update(writer, "ROLLBACK");
        } catch (SQLException done) {
            // A full disk makes SQLite roll back by itself; were the transaction still open, the next one would say so.
            LOG.debug("nothing to roll back: {}", done.getMessage());
        } finally {
            deadLetters.undone();
        }
    }

    private void merge(Commit.Merge merge) throws SQLException {
        if (merge.begins()) {
            superfluous = Query.list(writer, "SELECT coalesce(max(id), 0) FROM delta", row -> row.getLong(1))
                    .getFirst();
        }
        if (!merge.hours().isEmpty()) {
            segments.merge(merge.hours());
            SeriesRows.cover(writer, merge.covered());
        }
        if (merge.ends()) {
            Query.update(writer, "DELETE FROM delta WHERE id <= ?", superfluous);
        }
    }

    @Override
    public Optional<HourSet> hour(int series, long hour) {
        return read("an hour", () -> segments.hour(series, hour));
    }

    @Override
    public List<HourSet> hours(int series, long from, long to, int limit) {
        return read("hours", () -> segments.hours(series, from, to, limit));
    }

    @Override
    public void eachHour(Collection<Integer> series, long from, long to, HourVisitor visitor) {
        for (int bucket : SegmentTable.buckets(series)) {
            long next = from;
            while (next <= to) {
                long begin = next;
                List<SegmentTable.Row> rows = read("hours", () -> segments.rows(bucket, begin, to));
                rows.forEach(row -> row.show(series, visitor));
                next = rows.isEmpty()
                        ? to + 1
                        : rows.getLast().hour() + org.citygauge.aggregator.hour.CityHours.QUARTER;
            }
        }
    }

    @Override
    public OptionalLong hourBefore(int series, long hour) {
        return read("an hour", () -> segments.hourBefore(series, hour));
    }

    @Override
    public List<StoredDeadLetter> deadLetters(Optional<String> reason, long below, int limit) {
        return read("dead letters", () -> DeadLetterTable.list(reader, reason, below, limit));
    }

    @Override
    public Optional<StoredDeadLetter> deadLetter(long id) {
        return read("a dead letter", () -> DeadLetterTable.find(reader, id));
    }

    @Override
    public DeadLetterCount deadLetterCount() {
        return deadLetters.count();
    }

    @Override
    public Optional<String> note(String name) {
        return read(
                "a note",
                () -> new ArrayList<>(Query.list(
                                reader, "SELECT value FROM note WHERE name = ?", row -> row.getString(1), name))
                        .stream().findFirst());
    }

    @Override
    public void putNote(String name, String value) {
        write(() -> writeNote(name, value));
    }

    /** What is written in a transaction of its own. */
    @FunctionalInterface
    private interface Change {
        void make() throws SQLException;
    }

    private void write(Change change) {
        synchronized (writing) {
            try {
                Query.update(writer, "BEGIN IMMEDIATE");
                change.make();
                Query.update(writer, "COMMIT");
            } catch (SQLException e) {
                undo();
                throw new ArchiveUnavailable("the archive " + file + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void keepFolds(Position upTo, Iterable<byte[]> pages) {
        long before = read("folds", () -> FoldTable.generation(reader));
        write(() -> FoldTable.clear(writer, before));
        int number = 0;
        for (byte[] page : pages) {
            int its = number++;
            write(() -> FoldTable.put(writer, before + 1, its, page));
        }
        write(() -> FoldTable.use(writer, before + 1, upTo));
    }

    @Override
    public void folds(FoldPages pages) {
        long generation = read("folds", () -> FoldTable.generation(reader));
        pages.begin(read("late readings", () -> FoldTable.lateSince(reader)));
        int number = 0;
        while (true) {
            int its = number++;
            List<byte[]> page = read("folds", () -> FoldTable.page(reader, generation, its));
            if (page.isEmpty()) {
                return;
            }
            pages.page(page.getFirst());
        }
    }

    @Override
    public Map<Integer, Stretch> past(String follower) {
        return read("what followers were told", () -> PastTable.read(reader, follower));
    }

    @Override
    public void addPast(Commit.Past past, Position position) {
        write(() -> PastTable.add(writer, past.follower(), past.told(), position));
    }

    @Override
    public void pastDone(String follower, Position upTo) {
        write(() -> PastTable.done(writer, follower, upTo));
    }

    @Override
    public void addDeadLetters(List<NewDeadLetter> letters) {
        changeDeadLetters(() -> deadLetters.add(letters));
    }

    @Override
    public void removeDeadLetters(List<Long> ids) {
        changeDeadLetters(() -> deadLetters.remove(ids));
    }

    private void changeDeadLetters(Change change) {
        synchronized (writing) {
            write(change);
            deadLetters.committed();
        }
    }

    private void writeNote(String name, String value) throws SQLException {
        Query.update(
                writer,
                "INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name,
                value);
    }

    @Override
    public long bytes() {
        return sizeOf(file) + sizeOf(Path.of(file + "-wal"));
    }

    @Override
    public Backup copyTo(Path copy, String city, List<Attachment> attached, InstantSource clock, Runnable between) {
        synchronized (copying) {
            try {
                Instant asOf;
                try (Connection copier = source.getConnection();
                        var running = new ArchiveCopy(writer, writing, copier, between)) {
                    asOf = running.into(copy, clock);
                }
                return BackupFile.seal(copy, city, asOf, attached);
            } catch (SQLException | IOException failed) {
                throw new ArchiveUnavailable(
                        "the archive " + file + " cannot be copied to " + copy + ": " + failed.getMessage(), failed);
            }
        }
    }

    private static long sizeOf(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException gone) {
            return 0; // it went between the two questions
        }
    }

    private <T> T read(String what, Query.Read<T> query) {
        synchronized (reading) {
            try {
                return query.run();
            } catch (SQLException e) {
                throw new ArchiveUnavailable("the archive " + file + " cannot read " + what + ": " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (writing) {
            synchronized (reading) {
                try (writer;
                        reader) {
                    FreePages.giveBack(writer);
                } catch (SQLException e) {
                    throw new ArchiveUnavailable("the archive " + file + " cannot be closed: " + e.getMessage(), e);
                }
            }
        }
    }
}
