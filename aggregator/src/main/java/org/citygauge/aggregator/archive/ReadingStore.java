package org.citygauge.aggregator.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final int HOURS_A_QUERY = 256;

    private final Archive archive;
    private final CityHours hours;
    /** The newest series of each sensor, which leads to its others. */
    private final Map<String, Series> bySensor = new ConcurrentHashMap<>();

    private final Map<Series, Long> announced = new HashMap<>();
    private final List<Series> toAnnounce = new ArrayList<>();
    private final Map<Integer, Long> late = new HashMap<>();
    private final List<Series> byId = new ArrayList<>();
    private final List<Series> unmerged = new ArrayList<>();
    private final List<SeriesRow> newSeries = new ArrayList<>();
    private final DeltaLog delta = new DeltaLog();
    private long unmergedReadings;

    /** Takes readings one after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** @param reading stands on the reading to look at; only valid during the call */
        void visit(HourCursor reading);
    }

    public ReadingStore(Archive archive, Archive.Opening opening, CityHours hours) {
        this.archive = archive;
        this.hours = hours;
        for (SeriesRow row : opening.series()) {
            Series series = make(row.key());
            if (series.id() != row.id()) {
                throw new IllegalStateException("the archive lists series " + row.id() + " out of turn");
            }
            series.covers(row.firstMicros(), row.lastMicros());
        }
        opening.deltas().forEach(bytes -> DeltaLog.replay(bytes, this::takeInAgain));
    }

    private void takeInAgain(int id, HourReading reading) {
        unite(byId.get(id), reading);
    }

    private Series make(SeriesKey key) {
        String sensor = key.sensor().intern(); // the register has the same
        var series =
                new Series(byId.size(), new SeriesKey(sensor, key.quantity().intern()), bySensor.get(sensor));
        byId.add(series);
        bySensor.put(sensor, series);
        return series;
    }

    /** A series that has no readings yet. */
    public Series begin(SeriesKey key) {
        Series series = make(key);
        newSeries.add(new SeriesRow(series.id(), series.key(), Long.MAX_VALUE, Long.MIN_VALUE));
        return series;
    }

    /** Loads what admitting these readings needs from the archive, so that the archive cannot fail in the middle of them. */
    public void bringIn(List<Reading> readings) {
        for (Reading reading : readings) {
            find(reading.series()).ifPresent(series -> bringIn(series, hours.hourOf(reading.timeMicros())));
        }
    }

    private void bringIn(Series series, long hour) {
        if (!series.holds(hour)) {
            archived(series, hour).ifPresent(set -> keep(series, set));
        }
    }

    /**
     * Takes a reading in. Others hear of it with the next {@link #announce}.
     *
     * @return whether it was new; if not, it is a duplicate
     */
    public boolean admit(Series series, Reading reading) {
        HourReading inHour = HourReading.of(reading);
        boolean inOrder = inHour.timeMicros() > newest(series);
        Admission admission = unite(series, inHour);
        if (admission instanceof Admission.Duplicate) {
            return false;
        }
        if (!inOrder) {
            late.merge(series.id(), inHour.timeMicros(), Math::min);
        }
        delta.add(series.id(), inHour);
        if (series.changedAt(inHour.timeMicros())) {
            toAnnounce.add(series);
        }
        return admission instanceof Admission.Stored;
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
        for (Series one : ofSensor(series.key().sensor())) {
            newest = Math.max(newest, one.lastMicros());
        }
        return newest;
    }

    /** Lets those who follow the readings know what was admitted since the last call. */
    public void announce() {
        if (toAnnounce.isEmpty()) {
            return;
        }
        synchronized (announced) {
            toAnnounce.forEach(series -> announced.merge(series, series.takeChangedFrom(), Math::min));
        }
        toAnnounce.clear();
    }

    private Admission unite(Series series, HourReading reading) {
        long hour = hours.hourOf(reading.timeMicros());
        Admission admission = newest(series, hour).with(reading);
        switch (admission) {
            case Admission.Stored(HourSet set) -> {
                series.covers(reading.timeMicros(), reading.timeMicros());
                keep(series, set);
            }
            case Admission.Replaced(HourSet set) -> keep(series, set);
            case Admission.Duplicate() -> {}
        }
        return admission;
    }

    private void keep(Series series, HourSet set) {
        series.hold(set);
        unmergedReadings++;
        if (series.enlist()) {
            unmerged.add(series);
        }
    }

    private HourSet newest(Series series, long hour) {
        return series.held(hour).or(() -> archived(series, hour)).orElseGet(() -> HourSet.empty(hour));
    }

    private Optional<HourSet> archived(Series series, long hour) {
        boolean beyond = series.firstMicros() == Long.MAX_VALUE
                || hour > hours.hourOf(series.lastMicros())
                || hour < hours.hourOf(series.firstMicros());
        return beyond ? Optional.empty() : archive.hour(series.id(), hour);
    }

    /** How many readings were taken in since the last {@link #takeDelta}. */
    public int uncommitted() {
        return delta.count();
    }

    /** How many readings wait in memory and deltas to be merged. */
    public long unmergedReadings() {
        return unmergedReadings;
    }

    public List<SeriesRow> takeNewSeries() {
        List<SeriesRow> taken = List.copyOf(newSeries);
        newSeries.clear();
        return taken;
    }

    /** By series that took in readings out of order since the last call, the time of the oldest of these in microseconds. */
    public Map<Integer, Long> takeLate() {
        Map<Integer, Long> taken = Map.copyOf(late);
        late.clear();
        return taken;
    }

    public byte[] takeDelta() {
        return delta.take();
    }

    /** Every hour the archive does not have in its place. */
    public List<Commit.SeriesHour> changedHours() {
        var changed = new ArrayList<Commit.SeriesHour>();
        unmerged.forEach(series ->
                series.changedHours().forEach(set -> changed.add(new Commit.SeriesHour(series.id(), set))));
        return changed;
    }

    /** What the series in {@link #changedHours()} cover. */
    public List<SeriesRow> covered() {
        return unmerged.stream()
                .map(series -> new SeriesRow(series.id(), series.key(), series.firstMicros(), series.lastMicros()))
                .toList();
    }

    /** The archive has all of {@link #changedHours()} now. */
    public void merged() {
        unmerged.forEach(Series::merged);
        unmerged.clear();
        unmergedReadings = 0;
    }

    /** The series that changed since the last call, and the oldest instant (in microseconds) that changed in each. */
    public Map<Series, Long> takeChanged() {
        synchronized (announced) {
            var taken = new HashMap<>(announced);
            announced.clear();
            return taken;
        }
    }

    /** The series of an id that there is. */
    public Series series(int id) {
        return byId.get(id);
    }

    public Optional<Series> find(SeriesKey key) {
        Series series = bySensor.get(key.sensor());
        while (series != null && !series.key().quantity().equals(key.quantity())) {
            series = series.next();
        }
        return Optional.ofNullable(series);
    }

    /** The series of one sensor, one for each quantity it sent. */
    public List<Series> ofSensor(String sensor) {
        var found = new ArrayList<Series>(1);
        for (Series series = bySensor.get(sensor); series != null; series = series.next()) {
            found.add(series);
        }
        return found;
    }

    /** The ids of all sensors that ever sent a reading. */
    public Collection<String> sensors() {
        return bySensor.keySet();
    }

    /** Whether showing the readings of a series from {@code from} on is likely quick, because they are in memory. */
    public boolean isAtHand(Series series, long from) {
        return series.firstMicros() != Long.MAX_VALUE
                && series.likelyHolds(hours.hourOf(Math.max(from, series.firstMicros())));
    }

    /** Shows the readings of a series from {@code from} (included) to {@code to} (excluded), in order of time. */
    public void visit(Series series, long from, long to, Visitor visitor) {
        if (from >= to || series.firstMicros() >= to || series.lastMicros() < from) {
            return;
        }
        long start = Math.max(from, series.firstMicros());
        long end = Math.min(to - 1, series.lastMicros());
        long first = hours.hourOf(start);
        long last = hours.hourOf(end);
        while (first <= last) {
            // Memory first: what is merged and let go in between is in the archive by then.
            List<HourSet> held = series.heldBetween(first, last);
            boolean allHeld = first == last && held.size() == 1;
            List<HourSet> archived = allHeld ? List.of() : archive.hours(series.id(), first, last, HOURS_A_QUERY);
            long until = archived.size() == HOURS_A_QUERY ? archived.getLast().hour() : last;
            var inOrder = new TreeMap<Long, HourSet>();
            archived.forEach(set -> inOrder.put(set.hour(), set));
            held.forEach(set -> inOrder.put(set.hour(), set));
            inOrder.headMap(until, true).values().forEach(set -> show(set, from, to, visitor));
            first = until + CityHours.QUARTER;
        }
    }

    /** Takes readings of several series; those of one series in order of time. */
    @FunctionalInterface
    public interface SeriesVisitor {
        /** @param reading stands on the reading to look at; only valid during the call */
        void visit(Series series, HourCursor reading);
    }

    /** Shows the readings of many series from {@code from} (included) to {@code to} (excluded), reading each file page once. */
    public void visitAll(Collection<Series> wanted, long from, long to, SeriesVisitor visitor) {
        if (from >= to) {
            return;
        }
        Map<Integer, Series> byId = new HashMap<>();
        wanted.forEach(series -> byId.put(series.id(), series));
        // Memory first: what is merged and let go in between is in the archive by then.
        Map<Series, TreeMap<Long, HourSet>> held = new HashMap<>();
        long first = hours.hourOf(from);
        long last = hours.hourOf(to - 1);
        for (Series series : wanted) {
            var sets = new TreeMap<Long, HourSet>();
            series.heldBetween(first, last).forEach(set -> sets.put(set.hour(), set));
            held.put(series, sets);
        }
        archive.eachHour(byId.keySet(), first, last, (id, set) -> {
            Series series = byId.get(id);
            if (series != null) {
                TreeMap<Long, HourSet> own = held.getOrDefault(series, new TreeMap<>());
                while (!own.isEmpty() && own.firstKey() < set.hour()) {
                    showHeld(own, series, from, to, visitor);
                }
                HourSet newer = own.remove(set.hour());
                show(newer == null ? set : newer, from, to, reading -> visitor.visit(series, reading));
            }
        });
        held.forEach((series, sets) -> {
            while (!sets.isEmpty()) {
                showHeld(sets, series, from, to, visitor);
            }
        });
    }

    private static void showHeld(
            NavigableMap<Long, HourSet> sets, Series series, long from, long to, SeriesVisitor visitor) {
        show(sets.pollFirstEntry().getValue(), from, to, reading -> visitor.visit(series, reading));
    }

    private static void show(HourSet set, long from, long to, Visitor visitor) {
        HourCursor cursor = set.cursor();
        while (cursor.next() && cursor.timeMicros() < to) {
            if (cursor.timeMicros() >= from) {
                visitor.visit(cursor);
            }
        }
    }

    /** The newest reading of a series before {@code before} (in microseconds). */
    public Optional<HourReading> lastBefore(Series series, long before) {
        if (series.firstMicros() >= before) {
            return Optional.empty();
        }
        long hour = hours.hourOf(Math.min(before - 1, series.lastMicros()));
        while (true) {
            Optional<HourReading> found = newest(series, hour).readings().stream()
                    .filter(reading -> reading.timeMicros() < before)
                    .reduce((earlier, later) -> later);
            if (found.isPresent()) {
                return found;
            }
            OptionalLong earlier = hourBefore(series, hour);
            if (earlier.isEmpty()) {
                return Optional.empty();
            }
            hour = earlier.getAsLong();
        }
    }

    private OptionalLong hourBefore(Series series, long hour) {
        List<HourSet> held = series.heldBetween(Long.MIN_VALUE, hour - 1);
        OptionalLong archived = archive.hourBefore(series.id(), hour);
        if (held.isEmpty()) {
            return archived;
        }
        long newest = held.getLast().hour();
        return OptionalLong.of(Math.max(newest, archived.orElse(newest)));
    }
}
