package org.citygauge.aggregator.journal.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of the journal: which messages it holds, how big it is, and its rows. One thread writes; any may read.
 *
 * <p>Holds the positions from {@link #first} to {@link #last}; none while {@code last} is less than {@code first}.
 */
final class JournalFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

    private final int number;
    private final Path path;
    private final long first;
    private volatile long last;
    private volatile long lastReceipt;
    private volatile long contentBytes;
    private volatile long bytes;
    private @Nullable RowReader reader;
    private boolean deleted;

    JournalFile(int number, Path path, long first, long last, long lastReceipt) {
        this.number = number;
        this.path = path;
        this.first = first;
        this.last = last;
        this.lastReceipt = lastReceipt;
        bytes = sizeOnDisk(path);
        contentBytes = bytes;
    }

    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    static long sizeOnDisk(Path path) {
        try {
            long sum = 0;
            for (Path part : parts(path)) {
                sum += Files.exists(part) ? Files.size(part) : 0;
            }
            return sum;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> parts(Path path) {
        return List.of(beside(path, "-wal"), beside(path, "-shm"), path);
    }

    int number() {
        return number;
    }

    Path path() {
        return path;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    boolean isEmpty() {
        return last < first;
    }

    /** The receipt time of its newest message; of the newest before it while it is empty. */
    long lastReceipt() {
        return lastReceipt;
    }

    /** Without the write-ahead log. */
    long contentBytes() {
        return contentBytes;
    }

    long bytes() {
        return bytes;
    }

    /** A row was added, safely. */
    void grewBy(Row row, long newContentBytes, long writeAheadLogBytes) {
        lastReceipt = row.receiptMicros();
        contentBytes = newContentBytes;
        bytes = newContentBytes + writeAheadLogBytes;
        last = row.last();
    }

    /** Nothing is written to it any more. */
    void seal() {
        bytes = sizeOnDisk(path);
    }

    /** The next row after {@code position}, not yet checked. */
    synchronized Optional<Row> rowAfter(long position) throws SQLException {
        if (deleted) {
            return Optional.empty();
        }
        RowReader open = reader;
        if (open == null) {
            open = RowReader.open(path);
            reader = open;
        }
        return open.after(position);
    }

    /** Lets go of the file; reading it again opens it again. */
    synchronized void stopReading() {
        RowReader open = reader;
        reader = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException failed) {
            LOG.debug("Closing {} failed", path, failed);
        }
    }

    synchronized void delete() throws IOException {
        stopReading();
        deleted = true;
        for (Path part : parts(path)) {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void close() {
        stopReading();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
