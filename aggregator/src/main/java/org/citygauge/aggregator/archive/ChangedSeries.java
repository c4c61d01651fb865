package org.citygauge.aggregator.archive;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Series that changed, and the oldest instant (in microseconds) that changed in each. One that changed several times may be there
 * several times. Twelve bytes for each, as there may be a million.
 */
public final class ChangedSeries {
    private @Nullable Series[] series = new Series[16];
    private long[] from = new long[16];
    private int size;

    /** These and no others. */
    public static ChangedSeries of(Map<Series, Long> changed) {
        var list = new ChangedSeries();
        changed.forEach(list::append);
        return list;
    }

    /** Notes a change; one list at a time may be made so. */
    void note(Series changed, long micros) {
        int place = changed.changedPlace();
        if (place < 0) {
            changed.changedPlace(size);
            append(changed, micros);
        } else if (micros < from[place]) {
            from[place] = micros;
        }
    }

    /** Nothing more is noted: series may be noted in another list from now on. */
    void done() {
        forEach((changed, micros) -> changed.changedPlace(-1));
    }

    void addAll(ChangedSeries more) {
        more.forEach(this::append);
    }

    private void append(Series changed, long micros) {
        if (size == from.length) {
            series = Arrays.copyOf(series, size + (size >> 1));
            from = Arrays.copyOf(from, size + (size >> 1));
        }
        series[size] = changed;
        from[size++] = micros;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    public void forEach(ObjLongConsumer<Series> visitor) {
        for (int place = 0; place < size; place++) {
            Series its = series[place];
            if (its != null) {
                visitor.accept(its, from[place]);
            }
        }
    }

    /** The oldest instant that changed; {@link Long#MAX_VALUE} when nothing did. */
    public long oldest() {
        return Arrays.stream(from, 0, size).min().orElse(Long.MAX_VALUE);
    }
}
