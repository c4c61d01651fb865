package org.citygauge.aggregator.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.reading.MicroTime;

/** Years that ended, evaluated once and remembered until something changes in them or before them. */
final class PastYears {
    private final ReportingCalendar calendar;
    private final Map<Integer, YearState> known = new HashMap<>();
    private long changes;

    PastYears(ReportingCalendar calendar) {
        this.calendar = calendar;
    }

    YearState year(int year, Supplier<YearState> evaluate) {
        long before;
        synchronized (this) {
            YearState remembered = known.get(year);
            if (remembered != null) {
                return remembered;
            }
            before = changes;
        }
        YearState state = evaluate.get();
        synchronized (this) {
            if (changes == before) {
                known.put(year, state);
            }
        }
        return state;
    }

    /** Readings changed from this instant (in microseconds) on. */
    synchronized void changedFrom(long micros) {
        Instant from = MicroTime.instant(micros);
        changes++;
        known.keySet().removeIf(year -> calendar.span(year).to().isAfter(from));
    }

    /** Register or figures changed. */
    synchronized void forget() {
        changes++;
        known.clear();
    }
}
