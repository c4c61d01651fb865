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
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.HourCursor;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.hour.HourSet;

/** Walks over the readings of series: those in the archive and those held in memory, as one. Any thread may. */
final class ReadingWalk {
    private static final int HOURS_A_QUERY = 256;

    private final Archive archive;
    private final CityHours hours;

    ReadingWalk(Archive archive, CityHours hours) {
        this.archive = archive;
        this.hours = hours;
    }

    /** All there is of an hour. */
    HourSet newest(Series series, long hour) {
        // Memory first: what is merged and let go in between is in the archive by then.
        HourSet held = series.held(hour).orElseGet(() -> HourSet.empty(hour));
        return archived(series, hour).map(older -> older.with(held)).orElse(held);
    }

    private Optional<HourSet> archived(Series series, long hour) {
        boolean beyond = series.firstMicros() == Long.MAX_VALUE
                || hour > hours.hourOf(series.lastMicros())
                || hour < hours.hourOf(series.firstMicros());
        return beyond ? Optional.empty() : archive.hour(series.id(), hour);
    }

    /** Shows the readings of a series from {@code from} (included) to {@code to} (excluded), in order of time: those that count. */
    void visit(Series series, long from, long to, Generations counting, ReadingStore.Visitor visitor) {
        if (from >= to || series.oldestMicros() >= to || series.newestMicros() < from) {
            return;
        }
        long start = Math.max(from, series.oldestMicros());
        long end = Math.min(to - 1, series.newestMicros());
        long first = hours.hourOf(start);
        long last = hours.hourOf(end);
        while (first <= last) {
            // Memory first: what is merged and let go in between is in the archive by then.
            List<HourSet> held = series.heldBetween(first, last);
            boolean allHeld = start > series.mergedMicros();
            List<HourSet> archived = allHeld ? List.of() : archive.hours(series.id(), first, last, HOURS_A_QUERY);
            long until = archived.size() == HOURS_A_QUERY ? archived.getLast().hour() : last;
            var inOrder = new TreeMap<Long, HourSet>();
            archived.forEach(set -> inOrder.put(set.hour(), set));
            held.forEach(set -> inOrder.merge(set.hour(), set, HourSet::with));
            if (series.hasLate()) {
                addLate(series, first, until, counting, inOrder);
            }
            inOrder.headMap(until, true).values().forEach(set -> show(set, from, to, visitor));
            first = until + CityHours.QUARTER;
        }
    }

    /** Unites the hours with what came late for them and counts. */
    private void addLate(Series series, long first, long last, Generations counting, Map<Long, HourSet> hoursOfIt) {
        for (Series one : series.late()) {
            for (HourSet set : all(one, first, last)) {
                if (set.count() > 0 && counting.count(one.generation(), set.firstTimeMicros())) {
                    hoursOfIt.merge(set.hour(), set, HourSet::with);
                }
            }
        }
    }

    private Collection<HourSet> all(Series series, long first, long last) {
        List<HourSet> held = series.heldBetween(first, last);
        var found = new TreeMap<Long, HourSet>();
        if (series.firstMicros() <= series.lastMicros()) {
            long next = Math.max(first, hours.hourOf(series.firstMicros()));
            long end = Math.min(last, hours.hourOf(series.lastMicros()));
            while (next <= end) {
                List<HourSet> archived = archive.hours(series.id(), next, end, HOURS_A_QUERY);
                archived.forEach(set -> found.put(set.hour(), set));
                next = archived.size() == HOURS_A_QUERY
                        ? archived.getLast().hour() + CityHours.QUARTER
                        : end + CityHours.QUARTER;
            }
        }
        held.forEach(set -> found.merge(set.hour(), set, HourSet::with));
        return found.values();
    }

    /**
     * Shows the readings of many series from {@code from} (included) to {@code to} (excluded), reading each file page once: those that
     * count.
     */
    void visitAll(
            Collection<Series> wanted, long from, long to, Generations counting, ReadingStore.SeriesVisitor visitor) {
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
            if (series.hasLate()) {
                addLate(series, first, last, counting, sets);
            }
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
                show(newer == null ? set : set.with(newer), from, to, reading -> visitor.visit(series, reading));
            }
        });
        held.forEach((series, sets) -> {
            while (!sets.isEmpty()) {
                showHeld(sets, series, from, to, visitor);
            }
        });
    }

    private static void showHeld(
            NavigableMap<Long, HourSet> sets, Series series, long from, long to, ReadingStore.SeriesVisitor visitor) {
        show(sets.pollFirstEntry().getValue(), from, to, reading -> visitor.visit(series, reading));
    }

    private static void show(HourSet set, long from, long to, ReadingStore.Visitor visitor) {
        HourCursor cursor = set.cursor(from);
        while (cursor.next() && cursor.timeMicros() < to) {
            if (cursor.timeMicros() >= from) {
                visitor.visit(cursor);
            }
        }
    }

    /** The newest reading of a series before {@code before} (in microseconds) that counts. */
    Optional<HourReading> lastBefore(Series series, long before, Generations counting) {
        Optional<HourReading> newest = lastBefore(series, before);
        if (!series.hasLate()) {
            return newest;
        }
        long time = newest.map(HourReading::timeMicros).orElse(Long.MIN_VALUE);
        for (Series one : series.late()) {
            time = Math.max(time, lastCountingBefore(one, before, counting));
        }
        if (time == Long.MIN_VALUE) {
            return Optional.empty();
        }
        var found = new ArrayList<HourReading>(1);
        visit(series, time, time + 1, counting, cursor -> found.add(cursor.reading()));
        return Optional.of(found.getLast());
    }

    private long lastCountingBefore(Series late, long before, Generations counting) {
        long end = before;
        while (true) {
            Optional<HourReading> last = lastBefore(late, end);
            if (last.isEmpty()) {
                return Long.MIN_VALUE;
            }
            long time = last.get().timeMicros();
            if (counting.count(late.generation(), time)) {
                return time;
            }
            end = counting.borderBefore(time + 1);
            if (end == Long.MIN_VALUE) {
                return Long.MIN_VALUE;
            }
        }
    }

    private Optional<HourReading> lastBefore(Series series, long before) {
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
