package org.citygauge.aggregator.journal.sqlite;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal of SQLite files in a folder of its own.
 *
 * <p>A position is the number of a message, counted from 1 over the life of the city. One thread writes: whatever waits at the
 * same time becomes one row and one transaction with {@code synchronous=FULL}, so that its cost is shared (group commit). Futures
 * complete on the caller's Vert.x context, or on a thread of the journal where there is none.
 */
public final class SqliteJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Limits limits;
    private final FolderLock folderLock;
    private final JournalFiles files;
    private final DiskReader disk;
    private final Callbacks callbacks = new Callbacks();
    private final Room room = new Room(callbacks);
    private final Intake intake;
    private final Tail tail;
    private final Thread writer = new Thread(this::write, "journal-writer");
    private long wanted;
    private volatile boolean unreadable;

    private SqliteJournal(Limits limits, InstantSource clock, FolderLock folderLock, JournalFiles files) {
        this.limits = limits;
        this.folderLock = folderLock;
        this.files = files;
        disk = new DiskReader(files);
        intake = new Intake(limits, new ReceiptClock(clock, files.lastReceipt()), room);
        tail = new Tail(limits.tailBytes(), files.end());
    }

    /**
     * Opens the journal in {@code folder}, or makes it.
     *
     * @param consumed up to where everything is safe elsewhere; new messages are numbered after it, even if the folder was lost
     * @throws FolderInUse if another process has it open
     * @throws IOException if the folder cannot be read or written
     */
    public static SqliteJournal open(Path folder, Limits limits, InstantSource clock, Position consumed)
            throws IOException {
        Files.createDirectories(folder);
        FolderLock lock = FolderLock.of(folder);
        try {
            var files = JournalFiles.open(folder, limits, clock, consumed.value());
            var journal = new SqliteJournal(limits, clock, lock, files);
            journal.writer.start();
            return journal;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    @Override
    public Future<Position> append(List<Message> messages) {
        return intake.offer(messages);
    }

    @Override
    public Optional<Batch> read(Position position, int maxMessages, Duration wait) throws InterruptedException {
        long after = disk.beyondGone(position.value());
        if (!tail.await(after, wait.toNanos())) {
            return Optional.empty();
        }
        Optional<Batch> newest = tail.after(after, maxMessages);
        return newest.isPresent() ? newest : readDisk(after, maxMessages, wait);
    }

    private Optional<Batch> readDisk(long after, int maxMessages, Duration wait) throws InterruptedException {
        try {
            Optional<Batch> found = disk.after(after, maxMessages);
            unreadable = false;
            return found;
        } catch (SQLException notNow) {
            if (!unreadable) {
                LOG.warn("The journal cannot be read now; it is tried again and again", notNow);
            }
            unreadable = true;
            Thread.sleep(wait.compareTo(limits.retryAfter()) < 0 ? wait : limits.retryAfter());
            return Optional.empty();
        }
    }

    @Override
    public void consumed(Position position) {
        files.consumed(position.value());
        intake.wake();
    }

    @Override
    public Position end() {
        return new Position(tail.end());
    }

    @Override
    public Map<String, Long> countAfter(Position position) {
        try {
            return disk.countAfter(position.value());
        } catch (SQLException failed) {
            throw new UncheckedIOException(new IOException("the journal cannot be counted", failed));
        }
    }

    @Override
    public long bytes() {
        return files.bytes();
    }

    @Override
    public Future<Void> room() {
        return room.future();
    }

    @Override
    public Optional<String> heldBack() {
        return room.lack().map(Throwable::getMessage);
    }

    /** Writes what waits, then ends; blocks until that is done. Does nothing the second time. */
    @Override
    public void close() {
        intake.close();
        try {
            writer.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt(); // the writer still ends by itself
        }
    }

    private void write() {
        try (folderLock;
                files;
                callbacks) {
            boolean more = true;
            while (more) {
                boolean last = intake.isClosed();
                List<Pending> group = intake.take(idleNanos());
                lookForRoom();
                commit(group);
                more = !last || !group.isEmpty();
            }
            room.close();
        } catch (InterruptedException | IOException ended) {
            LOG.error("The journal ended early", ended);
        }
    }

    private long idleNanos() {
        return (room.lacks(Room.Place.DISK) ? limits.retryAfter() : IDLE).toNanos();
    }

    private void lookForRoom() {
        try {
            files.tidy();
            if (room.lacks(Room.Place.FILES) && files.makeRoom(wanted)) {
                wanted = 0;
                room.found(Room.Place.FILES);
            }
            room.found(Room.Place.DISK); // the next append tries it
        } catch (RuntimeException failed) {
            LOG.error("The journal could not be tidied", failed);
        }
    }

    private void commit(List<Pending> group) {
        if (group.isEmpty()) {
            return;
        }
        long weight = group.stream().mapToLong(Pending::weight).sum();
        try {
            Chunk chunk = files.append(entries(group));
            tail.add(chunk, weight);
            succeed(group, chunk.first());
        } catch (JournalFull full) {
            refuse(full, weight);
            fail(group, full);
        } catch (RuntimeException | OutOfMemoryError surprise) {
            LOG.error("{} messages could not be journalled", group.size(), surprise);
            fail(group, surprise);
        }
    }

    private static List<Entry> entries(List<Pending> group) {
        var entries = new ArrayList<Entry>(
                group.stream().mapToInt(one -> one.messages().size()).sum());
        for (Pending one : group) {
            for (Message message : one.messages()) {
                entries.add(new Entry(message, one.receiptMicros()));
            }
        }
        return entries;
    }

    private void refuse(JournalFull full, long weight) {
        Room.Place place = full.getCause() == null ? Room.Place.FILES : Room.Place.DISK;
        if (!room.lacks(place)) {
            LOG.warn("The journal holds publishers back: {}", full.getMessage(), full.getCause());
        }
        wanted = Math.max(wanted, weight);
        room.lack(place, full);
    }

    private void succeed(List<Pending> group, long first) {
        record Done(Pending pending, Position position) {}
        var done = new ArrayList<Done>(group.size());
        long last = first - 1;
        for (Pending one : group) {
            last += one.messages().size();
            done.add(new Done(one, new Position(last)));
        }
        Consumer<Done> complete = one -> one.pending().promise().complete(one.position());
        callbacks.each(done, one -> one.pending().context(), complete);
    }

    private void fail(List<Pending> group, Throwable why) {
        callbacks.each(group, Pending::context, one -> one.promise().fail(why));
    }
}
