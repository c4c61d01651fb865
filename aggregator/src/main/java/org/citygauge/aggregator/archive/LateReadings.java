package org.citygauge.aggregator.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.hour.HourSet;

/** What is known already of readings that come for a span that is closed. Belongs to the thread that admits. */
final class LateReadings {
    private final ReadingWalk walk;
    private final CityHours hours;
    /** Hours that the readings of one message need, so that looking them up cannot fail in the middle of it. */
    private final Map<Place, HourSet> brought = new HashMap<>();
    /** Volatile, because any thread may look. */
    private volatile long kept;

    private record Place(int series, long hour) {}

    LateReadings(ReadingWalk walk, CityHours hours) {
        this.walk = walk;
        this.hours = hours;
    }

    /** Looks up what the series and its generations have of the hour. */
    void bringIn(Series first, long micros) {
        long hour = hours.hourOf(micros);
        bringIn(first, hour, micros);
        first.late().forEach(one -> bringIn(one, hour, micros));
    }

    private void bringIn(Series series, long hour, long micros) {
        if (micros <= series.lastMicros()) {
            brought.computeIfAbsent(new Place(series.id(), hour), place -> walk.newest(series, hour));
        }
    }

    /** What was brought in may hold no longer. */
    void forget() {
        if (!brought.isEmpty()) {
            brought.clear();
        }
    }

    /** All there is of an hour. */
    HourSet newest(Series series, long hour) {
        HourSet known = brought.isEmpty() ? null : brought.get(new Place(series.id(), hour));
        if (known == null) {
            return walk.newest(series, hour);
        }
        return series.held(hour).map(known::with).orElse(known);
    }

    /** What earlier generations than this know of the same instant and id. */
    Optional<HourReading> known(Series first, int generation, HourReading reading) {
        long hour = hours.hourOf(reading.timeMicros());
        Optional<HourReading> known = find(first, hour, reading);
        for (Series one : first.late()) {
            if (one.generation() < generation) {
                Optional<HourReading> more = find(one, hour, reading);
                known = known.isPresent() && more.isPresent()
                        ? Optional.of(known.get().joinedWith(more.get()))
                        : known.or(() -> more);
            }
        }
        return known;
    }

    private Optional<HourReading> find(Series series, long hour, HourReading reading) {
        boolean isOutside = reading.timeMicros() < series.firstMicros() || reading.timeMicros() > series.lastMicros();
        return isOutside ? Optional.empty() : newest(series, hour).find(reading);
    }

    /** Another one was kept. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    void keptOne() {
        kept++;
    }

    /** How many were kept since the start. */
    long kept() {
        return kept;
    }
}
