package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.aggregator.register.Sensor;

/**
 * What was known, when a year was closed, of readings from behind its end: they tell what falls of counters were that still waited for
 * what follows. Immutable.
 */
public final class LookAhead {
    /** Of a year that is open: whatever there is. */
    public static final LookAhead OPEN = new LookAhead(Long.MAX_VALUE, List.of());

    private final long border;
    private final Map<SeriesKey, List<Value>> following = new HashMap<>();
    private final List<Following> all;

    /** A value as it was sent. */
    public record Value(BigDecimal value, String unit) {}

    /** The next values of a sensor, as registered, from the end of the year on; at most three. */
    public record Following(String sensor, String quantity, List<Value> values) {
        public Following {
            values = List.copyOf(values);
        }
    }

    /** @param border the end of the year, in microseconds */
    public LookAhead(long border, Collection<Following> following) {
        this.border = border;
        this.all = List.copyOf(following);
        all.forEach(one -> this.following.put(new SeriesKey(one.sensor, one.quantity), one.values));
    }

    long border() {
        return border;
    }

    List<Value> beyond(Sensor row) {
        return following.getOrDefault(new SeriesKey(row.id(), row.quantity()), List.of());
    }

    /** All of it. */
    public List<Following> all() {
        return all;
    }
}
