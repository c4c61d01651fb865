package org.citygauge.aggregator.journal.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Position;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is no longer in memory. What cannot be read is reported, with how many messages are gone, and passed over. Safe for
 * use by many threads, one at a time.
 */
final class DiskReader {
    private static final Logger LOG = LoggerFactory.getLogger(DiskReader.class);
    private static final long BATCH_WEIGHT = 8 << 20;

    private final JournalFiles files;
    private @Nullable JournalFile reading;
    private @Nullable Chunk ahead;
    private long goneAfter = -1;
    private long goneTo = -1;

    DiskReader(JournalFiles files) {
        this.files = files;
    }

    /** {@code position}, or the end of the messages known to be gone after it. */
    synchronized long beyondGone(long position) {
        return position >= goneAfter && position < goneTo ? goneTo : position;
    }

    /**
     * What follows {@code position}; empty when nothing of it can be read.
     *
     * @throws SQLException if it cannot be read now
     */
    synchronized Optional<Batch> after(long position, int max) throws SQLException {
        var entries = new ArrayList<Entry>();
        long weight = 0;
        long last = position;
        while (entries.size() < max && weight < BATCH_WEIGHT) {
            Optional<Chunk> next = chunkAfter(last);
            if (next.isEmpty()) {
                break;
            }
            Chunk chunk = next.get();
            List<Entry> some = chunk.after(last, max - entries.size());
            entries.addAll(some);
            weight += new Chunk(1, some).weight();
            last = Math.max(last, chunk.first() - 1) + some.size();
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Batch(entries, new Position(last)));
    }

    synchronized Map<String, Long> countAfter(long position) throws SQLException {
        var counts = new TreeMap<String, Long>();
        for (JournalFile file : files.all()) {
            for (Optional<Row> next = row(file, position);
                    next.isPresent();
                    next = row(file, next.get().last())) {
                count(next.get(), position, counts);
            }
        }
        return counts;
    }

    private static void count(Row row, long position, Map<String, Long> counts) {
        if (row.first() > position) {
            if (RowFormat.isWhole(row)) {
                RowFormat.countBySource(row.sources()).forEach((source, n) -> counts.merge(source, n, Long::sum));
            }
            return;
        }
        RowFormat.decode(row)
                .ifPresent(entries -> new Chunk(row.first(), entries)
                        .after(position, Integer.MAX_VALUE)
                        .forEach(entry -> counts.merge(entry.message().source(), 1L, Long::sum)));
    }

    private Optional<Chunk> chunkAfter(long position) throws SQLException {
        Chunk kept = ahead;
        if (kept != null && kept.first() <= position + 1 && kept.last() > position) {
            return Optional.of(kept);
        }
        long at = position;
        for (JournalFile file : files.all()) {
            while (file.last() > at) {
                Optional<Row> row = row(file, at);
                if (row.isEmpty()) {
                    at = gone(file, at, file.last());
                    break;
                }
                Optional<List<Entry>> entries = RowFormat.decode(row.get());
                if (entries.isEmpty()) {
                    at = gone(file, at, row.get().last());
                    continue;
                }
                gone(file, at, row.get().first() - 1);
                ahead = new Chunk(row.get().first(), entries.get());
                return Optional.ofNullable(ahead);
            }
        }
        return Optional.empty();
    }

    private Optional<Row> row(JournalFile file, long position) throws SQLException {
        if (file.last() <= position) {
            return Optional.empty();
        }
        JournalFile before = reading;
        if (before != null && before != file) {
            before.stopReading();
        }
        reading = file;
        try {
            return file.rowAfter(position).filter(row -> row.last() <= file.last());
        } catch (SQLException failed) {
            if (!Database.isUnreadable(failed)) {
                throw failed;
            }
            LOG.error("{} cannot be read after message {}", file, position, failed);
            return Optional.empty();
        }
    }

    /** Reports what lies between two positions, unless it was consumed; answers with the later one. */
    private long gone(JournalFile file, long position, long to) {
        long from = Math.max(position, files.consumed());
        if (to > from) {
            LOG.error("{} messages ({} to {}) are gone: {} does not hold them any more", to - from, from + 1, to, file);
        }
        if (to > position) {
            goneAfter = position == goneTo ? goneAfter : position;
            goneTo = to;
        }
        return Math.max(position, to);
    }
}
