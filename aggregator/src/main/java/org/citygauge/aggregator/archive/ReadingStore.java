package org.citygauge.aggregator.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.hour.Admission;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.HourCursor;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.SeriesKey;

/**
 * All readings of the city: what the archive holds, and above it what was taken in since.
 *
 * <p>{@link #admit} and everything about commits belong to one thread; any thread may look, and sees every reading admitted
 * before.
 */
public final class ReadingStore {
    private static final Room ROOM = new Room(1_000_000, 2_000_000);

    private final CityHours hours;
    private final ReadingWalk walk;
    private final Backlog backlog;
    private final SeriesTable table = new SeriesTable();
    private final List<SeriesRow> newSeries = new ArrayList<>();
    private final DeltaLog delta = new DeltaLog();
    private final Announcements announcements = new Announcements();
    private volatile ClosedTimes closed = ClosedTimes.NONE;
    /** As {@link ClosedTimes#before}: what is newer need not be looked at twice. Belongs to the thread that admits. */
    private long closedBefore = closed.before();

    private final LateReadings late;

    /** Takes readings one after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** @param reading stands on the reading to look at; only valid during the call */
        void visit(HourCursor reading);
    }

    /** Takes readings of several series; those of one series in order of time. */
    @FunctionalInterface
    public interface SeriesVisitor {
        /** @param reading stands on the reading to look at; only valid during the call */
        void visit(Series series, HourCursor reading);
    }

    /**
     * For how many hours there is room in memory, above one for each series.
     *
     * @param many reason enough to bring them into their place
     * @param most beyond which nothing is taken in until some are
     */
    public record Room(int many, int most) {}

    public ReadingStore(Archive archive, CityHours hours) {
        this(archive, hours, ROOM);
    }

    public ReadingStore(Archive archive, CityHours hours, Room room) {
        this.hours = hours;
        walk = new ReadingWalk(archive, hours);
        backlog = new Backlog(room);
        late = new LateReadings(walk, hours);
        archive.eachSeries(row -> {
            Series series = row.generation() == 0 ? table.add(row.key()) : table.add(first(row), row.generation());
            if (series.id() != row.id()) {
                throw new IllegalStateException("the archive lists series " + row.id() + " out of turn");
            }
            series.covers(row.firstMicros(), row.lastMicros());
            series.mergedTo(row.lastMicros());
        });
        archive.eachDelta(bytes -> DeltaLog.replay(bytes, this::takeInAgain));
    }

    private Series first(SeriesRow row) {
        return table.find(row.key())
                .orElseThrow(
                        () -> new IllegalStateException("the archive lists series " + row.id() + " before its first"));
    }

    private void takeInAgain(int id, HourReading reading) {
        unite(table.get(id), reading);
    }

    /** A series that has no readings yet. */
    public Series begin(SeriesKey key) {
        Series series = table.add(key);
        return begun(series);
    }

    private Series begun(Series series) {
        newSeries.add(new SeriesRow(series.id(), series.key(), series.generation(), Long.MAX_VALUE, Long.MIN_VALUE));
        return series;
    }

    /** What is closed from now on. More or less of what came late counts then, and who follows the readings is told. */
    public void closed(ClosedTimes changed) {
        Generations before = closed.open();
        closed = changed;
        closedBefore = changed.before();
        for (Series series : late()) {
            if (series.firstMicros() <= series.lastMicros() && changed.open().countsMore(before, series)) {
                Series first = table.find(series.key()).orElse(series);
                announcements.note(first, series.firstMicros(), false);
                announcements.note(first, series.lastMicros(), false);
            }
        }
        announce();
    }

    /** What is closed. */
    public ClosedTimes closed() {
        return closed;
    }

    /** Series of later generations than 0 that have readings. */
    public List<Series> late() {
        return table.late();
    }

    /** How many readings were kept that came for a span that is closed, since the start; changes with each of them. */
    public long lateReadings() {
        return late.kept();
    }

    /**
     * Loads what admitting these readings needs from the archive, so that the archive cannot fail in the middle of them. They must all
     * be admitted then: an hour the archive has nothing of is held empty, so that it is not asked for again.
     */
    public void bringIn(List<Reading> readings) {
        late.forget();
        for (Reading reading : readings) {
            Optional<Series> series = find(reading.series());
            if (series.isPresent() && reading.timeMicros() < closedBefore) {
                late.bringIn(series.get(), reading.timeMicros());
            } else if (series.isPresent()
                    && reading.timeMicros() <= series.get().mergedMicros()) {
                bringIn(series.get(), hours.hourOf(reading.timeMicros()));
            }
        }
    }

    private void bringIn(Series series, long hour) {
        Optional<HourSet> held = series.held(hour);
        keep(series, whole(series, hour, held), held.isEmpty());
    }

    /**
     * Takes a reading in. Others hear of it with the next {@link #announce}.
     *
     * @return whether it was new; if not, it is a duplicate
     */
    public boolean admit(Series series, Reading reading) {
        HourReading inHour = HourReading.of(reading);
        if (inHour.timeMicros() < closedBefore) {
            return admitLate(series, inHour);
        }
        boolean inOrder = inHour.timeMicros() > newest(series);
        Admission admission = unite(series, inHour);
        if (admission instanceof Admission.Duplicate) {
            return false;
        }
        delta.add(series.id(), inHour);
        announcements.note(series, inHour.timeMicros(), inOrder);
        return admission instanceof Admission.Stored;
    }

    /** For a span that is closed, or before one: kept apart, and known if any generation knows it. */
    private boolean admitLate(Series first, HourReading reading) {
        int generation = closed.generationAt(reading.timeMicros());
        Optional<HourReading> known = late.known(first, generation, reading);
        if (known.isPresent() && known.get().joinedWith(reading).equals(known.get())) {
            return false;
        }
        Series series = first.late().stream()
                .filter(one -> one.generation() == generation)
                .findFirst()
                .orElseGet(() -> begun(table.add(first, generation)));
        Admission admission = unite(series, reading);
        if (admission instanceof Admission.Duplicate) {
            return false;
        }
        delta.add(series.id(), reading);
        late.keptOne();
        if (closed.open().count(generation, reading.timeMicros())) { // the span itself is open
            announcements.note(first, reading.timeMicros(), false);
        } else {
            announcements.noteLate(first, reading.timeMicros());
        }
        return admission instanceof Admission.Stored && known.isEmpty();
    }

    /** Notes when a message about a series came; the archive does not keep it. */
    public void heard(Series series, long receiptMicros) {
        series.heard(receiptMicros);
    }

    /** The time of the newest reading that may have been added up with those of this series. */
    private long newest(Series series) {
        if (series.alone()) {
            return series.lastMicros();
        }
        long newest = Long.MIN_VALUE;
        for (Series one : ofSensor(series.sensor())) {
            newest = Math.max(newest, one.lastMicros());
        }
        return newest;
    }

    /** Lets those who follow the readings know what was admitted since the last call. */
    public void announce() {
        late.forget();
        announcements.announce();
    }

    private Admission unite(Series series, HourReading reading) {
        long hour = hours.hourOf(reading.timeMicros());
        // What is newer than all that is merged can be no duplicate of it, and only goes to the end of it.
        boolean behindMerged = reading.timeMicros() > series.mergedMicros();
        Optional<HourSet> held = series.held(hour);
        HourSet set = behindMerged ? held.orElseGet(() -> HourSet.empty(hour)) : whole(series, hour, held);
        Admission admission = set.with(reading);
        switch (admission) {
            case Admission.Stored(HourSet changed) -> {
                series.covers(reading.timeMicros(), reading.timeMicros());
                keep(series, changed, held.isEmpty());
            }
            case Admission.Replaced(HourSet changed) -> keep(series, changed, held.isEmpty());
            case Admission.Duplicate() -> {}
        }
        return admission;
    }

    private void keep(Series series, HourSet set, boolean another) {
        series.hold(set);
        backlog.add(series, another);
    }

    /** All there is of an hour, for the thread that admits. */
    private HourSet whole(Series series, long hour, Optional<HourSet> held) {
        return held.isPresent() && !series.isPart(held.get()) ? held.get() : late.newest(series, hour);
    }

    /** How many readings were taken in since the last {@link #takeDelta}. */
    public int uncommitted() {
        return delta.count();
    }

    /** How many readings wait in memory and deltas to be merged. */
    public long unmergedReadings() {
        return backlog.readings();
    }

    /** How many hours of series are held in memory, whole or in part. */
    public long heldHours() {
        return backlog.hours();
    }

    public List<SeriesRow> takeNewSeries() {
        List<SeriesRow> taken = List.copyOf(newSeries);
        newSeries.clear();
        return taken;
    }

    /** By series that took in readings out of order since the last call, the time of the oldest of these in microseconds. */
    public Map<Integer, Long> takeLate() {
        return announcements.takeOutOfOrder();
    }

    /** From now on {@code follower} is told what comes for hours that it is past. */
    public void tell(Follower follower) {
        announcements.tell(follower);
    }

    /** The follower is told no more. */
    public void forget(Follower follower) {
        announcements.forget(follower);
    }

    /** What followers were told since the last call. */
    public List<Commit.Past> takePast() {
        return announcements.takePast();
    }

    public byte[] takeDelta() {
        return delta.take();
    }

    /**
     * Whether enough waits that it is worth while to bring it into its place: a million readings where many series share them, three
     * where few do; or a million hours, which take more memory than a reading more in an hour that is there already.
     */
    public boolean isWorthMerging() {
        return backlog.isWorthMerging();
    }

    /** Whether so much is held in memory that some must come into its place before more is taken in; years of history come fast. */
    public boolean isOverfull() {
        return backlog.isOverfull(table.size());
    }

    /** Whether something waits to be brought into its place, and so few series that nobody minds the time it takes. */
    public boolean isQuicklyMerged() {
        return backlog.isQuicklyMerged();
    }

    /** Whether bringing readings into their place is under way. */
    public boolean isMerging() {
        return backlog.isMerging();
    }

    /** The next step of bringing readings into their place; the first if none is under way. To be committed, and then {@link #merged}. */
    public Commit.Merge mergeStep() {
        return backlog.mergeStep();
    }

    /** The archive has the last {@link #mergeStep}. */
    public void merged() {
        backlog.merged();
    }

    /** The series that changed since the last call. */
    public ChangedSeries takeChanged() {
        return announcements.takeChanged();
    }

    /** The series of an id that there is. */
    public Series series(int id) {
        return table.get(id);
    }

    public Optional<Series> find(SeriesKey key) {
        return table.find(key);
    }

    /** The series of one sensor, one for each quantity it sent. */
    public List<Series> ofSensor(String sensor) {
        return table.ofSensor(sensor);
    }

    /** The ids of all sensors that ever sent a reading. */
    public Collection<String> sensors() {
        return table.sensors();
    }

    /** Whether showing the readings of a series from {@code from} on is likely quick, because they are in memory. */
    public boolean isAtHand(Series series, long from) {
        return from > series.mergedMicros();
    }

    /** Shows the readings of a series from {@code from} (included) to {@code to} (excluded), in order of time: those that count. */
    public void visit(Series series, long from, long to, Generations counting, Visitor visitor) {
        walk.visit(series, from, to, counting, visitor);
    }

    /**
     * Shows the readings of many series from {@code from} (included) to {@code to} (excluded), reading each file page once: those that
     * count.
     */
    public void visitAll(Collection<Series> wanted, long from, long to, Generations counting, SeriesVisitor visitor) {
        walk.visitAll(wanted, from, to, counting, visitor);
    }

    /** The newest reading of a series before {@code before} (in microseconds) that counts. */
    public Optional<HourReading> lastBefore(Series series, long before, Generations counting) {
        return walk.lastBefore(series, before, counting);
    }
}
