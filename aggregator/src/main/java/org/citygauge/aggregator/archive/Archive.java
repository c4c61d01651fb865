package org.citygauge.aggregator.archive;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.journal.Position;

/**
 * The truth: hours of readings, books, dead letters and the place in the journal, which move forward in one transaction.
 *
 * <p>{@link #commit} is called by one thread; everything else is safe for use by many. All methods block on files.
 */
public interface Archive extends AutoCloseable {
    /** Series with ids from a multiple of this on are best read together. */
    int SERIES_TOGETHER = 64;

    /** How far the journal is taken in for good. */
    Position position();

    /** What was there at the start. */
    Opening opening();

    /** The state of an archive when it is opened. */
    record Opening(Position position, Map<BookItem, Long> books) {}

    /** Shows all series, by their numbers. */
    void eachSeries(Consumer<SeriesRow> visitor);

    /** Shows readings that are safe but not merged yet, see {@link DeltaLog}, in the order of their commits. */
    void eachDelta(Consumer<byte[]> visitor);

    /**
     * Moves everything forward, or nothing.
     *
     * @throws ArchiveUnavailable if the disk is full or fails; nothing has changed then, and it may be tried again
     */
    void commit(Commit commit);

    /** An hour as it was merged last; empty if it never was. */
    Optional<HourSet> hour(int series, long hour);

    /** At most {@code limit} merged hours of a series from {@code from} to {@code to}, both included, in order. */
    List<HourSet> hours(int series, long from, long to, int limit);

    /** Takes hours of several series; those of one series in order. */
    @FunctionalInterface
    interface HourVisitor {
        void visit(int series, HourSet set);
    }

    /** Shows the merged hours of many series from {@code from} to {@code to}, both included. */
    void eachHour(Collection<Integer> series, long from, long to, HourVisitor visitor);

    /** The newest merged hour of a series that starts before {@code hour}. */
    OptionalLong hourBefore(int series, long hour);

    /**
     * The newest dead letters with an id below {@code below}, of one reason or of all. Fewer than {@code limit} where their payloads
     * are long; none only where there are none. Letters of one message that follow one another share its entry.
     */
    List<StoredDeadLetter> deadLetters(Optional<String> reason, long below, int limit);

    Optional<StoredDeadLetter> deadLetter(long id);

    /** Keeps letters that no message of the journal is behind. */
    void addDeadLetters(List<NewDeadLetter> letters);

    /** Lets go of letters that no message of the journal is behind. */
    void removeDeadLetters(List<Long> ids);

    /** How many dead letters there are, and how many had to go because there was no room. */
    DeadLetterCount deadLetterCount();

    /** @param letGo since the archive was made */
    record DeadLetterCount(long kept, long letGo) {}

    /** A note that survives a restart, such as how far a projection is. */
    Optional<String> note(String name);

    void putNote(String name, String value);

    /**
     * Keeps what was added up so far, in the place of what was kept before.
     *
     * @param upTo where the journal was when all that was taken in had been added; committed already
     * @param pages may be many; each is written by itself, so that nobody else waits for long
     */
    void keepFolds(Position upTo, Iterable<byte[]> pages);

    /** Shows the pages kept last, if there are any. */
    void folds(FoldPages pages);

    /** Takes what {@link #keepFolds} kept. */
    interface FoldPages {
        /** @param lateSince by series, the time (in microseconds) of the oldest reading that came out of order since */
        void begin(Map<Integer, Long> lateSince);

        void page(byte[] page);
    }

    /** What a {@link Follower} was told and has not done, by series. */
    Map<Integer, Stretch> past(String follower);

    /** A follower has to write these again; told up to a place in the journal. */
    void addPast(Commit.Past past, Position position);

    /** A follower has done all it was told up to a place in the journal. */
    void pastDone(String follower, Position upTo);

    /**
     * Copies everything, as it is at one commit that falls into the call, into a file of its own, which is on disk when this returns.
     * Whoever writes meanwhile waits for fractions of a second only. One copy at a time; others wait.
     *
     * @param copy where; must not exist. Whoever calls deletes it after a failure
     * @param city whose archive this is, as the copy says
     * @param attached files that go along
     * @param between run often, between two steps; what it throws ends the copy
     * @throws ArchiveUnavailable if a disk is full or fails
     */
    Backup copyTo(Path copy, String city, List<Attachment> attached, InstantSource clock, Runnable between);

    /** The bytes it takes on disk. */
    long bytes();

    @Override
    void close();
}
