package org.citygauge.aggregator.live;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.citygauge.aggregator.evaluation.YearState;

/** Years that ended, evaluated once and remembered until something changes in them or before them. */
final class PastYears {
    private final Map<Integer, Evaluated> known = new HashMap<>();
    private long changes;

    /** @param upTo readings from this instant (in microseconds) on change nothing in it */
    record Evaluated(YearState state, long upTo) {}

    YearState year(int year, Supplier<Evaluated> evaluate) {
        long before;
        synchronized (this) {
            Evaluated remembered = known.get(year);
            if (remembered != null) {
                return remembered.state;
            }
            before = changes;
        }
        Evaluated evaluated = evaluate.get();
        synchronized (this) {
            if (changes == before) {
                known.put(year, evaluated);
            }
        }
        return evaluated.state;
    }

    /** Readings changed from this instant (in microseconds) on. */
    synchronized void changedFrom(long micros) {
        changes++;
        known.values().removeIf(year -> micros < year.upTo);
    }

    /** Register or figures changed. */
    synchronized void forget() {
        changes++;
        known.clear();
    }
}
