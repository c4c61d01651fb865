package org.citygauge.aggregator.engine;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
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

/** A real archive whose disk fails when a test says so. */
final class TroubledArchive implements Archive {
    private final Archive archive;
    private int readsThatWork = Integer.MAX_VALUE;
    private boolean takesNothing;

    TroubledArchive(Archive archive) {
        this.archive = archive;
    }

    /** After so many more reads of hours, reading fails. */
    void failAfter(int reads) {
        readsThatWork = reads;
    }

    void takeNothing() {
        takesNothing = true;
    }

    void mend() {
        readsThatWork = Integer.MAX_VALUE;
        takesNothing = false;
    }

    private void read() {
        if (readsThatWork-- <= 0) {
            throw new ArchiveUnavailable("the disk cannot be read", new SQLException("disk I/O error"));
        }
    }

    @Override
    public void commit(Commit commit) {
        if (takesNothing) {
            throw new ArchiveUnavailable("the disk is full", new SQLException("database or disk is full"));
        }
        archive.commit(commit);
    }

    @Override
    public Optional<HourSet> hour(int series, long hour) {
        read();
        return archive.hour(series, hour);
    }

    @Override
    public List<HourSet> hours(int series, long from, long to, int limit) {
        read();
        return archive.hours(series, from, to, limit);
    }

    @Override
    public void eachHour(Collection<Integer> series, long from, long to, HourVisitor visitor) {
        read();
        archive.eachHour(series, from, to, visitor);
    }

    @Override
    public OptionalLong hourBefore(int series, long hour) {
        read();
        return archive.hourBefore(series, hour);
    }

    @Override
    public Position position() {
        return archive.position();
    }

    @Override
    public Opening opening() {
        return archive.opening();
    }

    @Override
    public void eachSeries(Consumer<SeriesRow> visitor) {
        archive.eachSeries(visitor);
    }

    @Override
    public void eachDelta(Consumer<byte[]> visitor) {
        archive.eachDelta(visitor);
    }

    @Override
    public List<StoredDeadLetter> deadLetters(Optional<String> reason, long below, int limit) {
        return archive.deadLetters(reason, below, limit);
    }

    @Override
    public Optional<StoredDeadLetter> deadLetter(long id) {
        return archive.deadLetter(id);
    }

    @Override
    public DeadLetterCount deadLetterCount() {
        return archive.deadLetterCount();
    }

    @Override
    public Optional<String> note(String name) {
        return archive.note(name);
    }

    @Override
    public void putNote(String name, String value) {
        archive.putNote(name, value);
    }

    @Override
    public void keepFolds(Position upTo, Iterable<byte[]> pages) {
        archive.keepFolds(upTo, pages);
    }

    @Override
    public void folds(FoldPages pages) {
        archive.folds(pages);
    }

    @Override
    public void addDeadLetters(List<NewDeadLetter> letters) {
        archive.addDeadLetters(letters);
    }

    @Override
    public void removeDeadLetters(List<Long> ids) {
        archive.removeDeadLetters(ids);
    }

    @Override
    public Map<Integer, Stretch> past(String follower) {
        return archive.past(follower);
    }

    @Override
    public void addPast(Commit.Past past, Position position) {
        archive.addPast(past, position);
    }

    @Override
    public void pastDone(String follower, Position upTo) {
        archive.pastDone(follower, upTo);
    }

    @Override
    public Backup copyTo(Path copy, String city, List<Attachment> attached, InstantSource clock, Runnable between) {
        return archive.copyTo(copy, city, attached, clock, between);
    }

    @Override
    public long bytes() {
        return archive.bytes();
    }

    @Override
    public void close() {
        archive.close();
    }
}
