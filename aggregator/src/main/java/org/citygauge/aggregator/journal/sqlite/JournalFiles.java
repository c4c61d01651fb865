package org.citygauge.aggregator.journal.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.JournalFull;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a journal as its writer sees them: appends to the newest, deletes the oldest. For one thread. */
final class JournalFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFiles.class);
    /** What a row takes besides its content, generously: partly filled pages, and a file's first pages. */
    private static final long ROW_OVERHEAD = 64 << 10;
    /** The same under a small cap, where pages are small. */
    private static final long SMALL_ROW_OVERHEAD = 24 << 10;

    private final Path folder;
    private final Limits limits;
    private final InstantSource clock;
    private final CopyOnWriteArrayList<JournalFile> files;
    private @Nullable RowWriter writer;
    private volatile long consumed;

    private JournalFiles(Path folder, Limits limits, InstantSource clock, long consumed, List<JournalFile> files) {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.consumed = consumed;
        this.files = new CopyOnWriteArrayList<>(files);
    }

    static JournalFiles open(Path folder, Limits limits, InstantSource clock, long consumed) throws IOException {
        var opened = new JournalFiles(folder, limits, clock, consumed, Folder.files(folder));
        try {
            opened.resume();
            return opened;
        } catch (SQLException refused) {
            throw new IOException("the journal in " + folder + " cannot be written", refused);
        }
    }

    private void resume() throws SQLException {
        if (files.isEmpty()) {
            begin(consumed + 1);
            return;
        }
        long end = end();
        if (end < consumed) {
            LOG.error(
                    "The journal in {} ends at message {}, but {} were taken in already: what was acknowledged after these may be gone. It goes on after them",
                    folder,
                    end,
                    consumed);
            begin(consumed + 1);
            return;
        }
        try {
            writer = RowWriter.resume(newest().path(), end, limits.fileBytes());
        } catch (SQLException damaged) {
            LOG.error("{} cannot be written; the journal goes on in a new file", newest(), damaged);
            begin(end + 1);
        }
    }

    /** All files in order, the newest is the one being written; a view that follows. */
    List<JournalFile> all() {
        return files;
    }

    private JournalFile newest() {
        return files.getLast();
    }

    long end() {
        return newest().last();
    }

    long lastReceipt() {
        return newest().lastReceipt();
    }

    long bytes() {
        return files.stream().mapToLong(JournalFile::bytes).sum();
    }

    long consumed() {
        return consumed;
    }

    /** May be called from any thread. */
    synchronized void consumed(long position) {
        consumed = Math.max(consumed, position);
    }

    /** Writes a batch, safely; fails with {@link JournalFull}, and then nothing was written. */
    Chunk append(List<Entry> entries) {
        var chunk = new Chunk(end() + 1, entries);
        Row row = RowFormat.encode(chunk.last(), entries);
        if (!makeRoom(row.bytes())) {
            throw new JournalFull("the journal takes " + bytes() + " of " + limits.maxBytes()
                    + " bytes, and none of it can go before it is taken in");
        }
        try {
            write(row);
        } catch (SQLException | IOException failed) {
            dropWriter();
            writeAgain(row, failed);
        }
        return chunk;
    }

    private void writeAgain(Row row, Exception first) {
        boolean damage = first instanceof SQLException sql && Database.isDamage(sql);
        if (!damage && !deleteConsumed()) {
            throw refused(first);
        }
        try {
            if (damage) {
                LOG.error("{} is damaged; the journal goes on in a new file", newest(), first);
                roll();
            }
            write(row);
        } catch (SQLException | IOException again) {
            dropWriter();
            again.addSuppressed(first);
            throw refused(again);
        }
    }

    private JournalFull refused(Exception why) {
        return new JournalFull("the disk takes nothing more in " + folder, why);
    }

    private void write(Row row) throws SQLException, IOException {
        if (newest().contentBytes() >= limits.fileBytes() && !newest().isEmpty()) {
            roll();
        }
        RowWriter out = writer;
        if (out == null) {
            out = RowWriter.resume(newest().path(), end(), limits.fileBytes());
            writer = out;
        }
        out.insert(row);
        newest().grewBy(row, out.contentBytes(), out.writeAheadLogBytes());
    }

    private void roll() throws SQLException {
        long end = end();
        dropWriter();
        newest().seal();
        begin(end + 1);
    }

    private void begin(long first) throws SQLException {
        int number = files.isEmpty() ? 1 : newest().number() + 1;
        long receipt = files.isEmpty() ? 0 : lastReceipt();
        Path path = Folder.file(folder, number);
        writer = RowWriter.create(path, first, limits.fileBytes());
        files.add(new JournalFile(number, path, first, first - 1, receipt));
    }

    private void dropWriter() {
        RowWriter closing = writer;
        writer = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** Deletes consumed files, the oldest first, until so many bytes more fit; whether they do. */
    boolean makeRoom(long more) {
        long need = 2
                * (more
                        + (Database.hasSmallPages(limits.fileBytes())
                                ? SMALL_ROW_OVERHEAD
                                : ROW_OVERHEAD)); // once in the write-ahead log, once in the file
        while (bytes() + need > limits.maxBytes()) {
            if (!deleteOldest() && !rollConsumed()) {
                return false;
            }
        }
        return true;
    }

    /** Deletes consumed files that are older than the retention. */
    void tidy() {
        long oldest = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minus(limits.retention()));
        if (newest().lastReceipt() < oldest) {
            rollConsumed();
        }
        while (files.getFirst().lastReceipt() < oldest && deleteOldest()) {
            LOG.debug("A consumed file of the journal was older than {} and is gone", limits.retention());
        }
    }

    private boolean deleteConsumed() {
        boolean any = false;
        while (deleteOldest()) {
            any = true;
        }
        return any;
    }

    /** Whether there was a consumed file that is not the newest, and it is gone. */
    private boolean deleteOldest() {
        JournalFile oldest = files.getFirst();
        if (files.size() == 1 || oldest.last() > consumed) {
            return false;
        }
        try {
            oldest.delete();
        } catch (IOException failed) {
            LOG.warn("{} is consumed, but cannot be deleted", oldest, failed);
            return false;
        }
        files.removeFirst();
        return true;
    }

    /** Begins a new file if all of the newest is consumed, so that it can be deleted; whether it did. */
    private boolean rollConsumed() {
        if (newest().isEmpty() || end() > consumed) {
            return false;
        }
        try {
            roll();
            return true;
        } catch (SQLException refused) {
            LOG.warn("No new file could be begun in {}", folder, refused);
            return false;
        }
    }

    @Override
    public void close() {
        dropWriter();
        files.forEach(JournalFile::close);
    }
}
