package org.citygauge.aggregator.archive;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Series that changed, and the oldest instant (in microseconds) that changed in each; and the oldest one that changed out of turn, which
 * is all that matters to who has followed them so far. One that changed several times may be there several times. Twenty bytes for
 * each, as there may be a million.
 */
public final class ChangedSeries {
    private @Nullable Series[] series = new Series[16];
    private long[] from = new long[16];
    private long[] outOfTurn = new long[16];
    private int size;

    /** These and no others, all of them out of turn. */
    public static ChangedSeries of(Map<Series, Long> changed) {
        var list = new ChangedSeries();
        changed.forEach((series, micros) -> list.append(series, micros, micros));
        return list;
    }

    /**
     * Notes a change; one list at a time may be made so.
     *
     * @param late {@code micros} again for a change out of turn, else {@link Long#MAX_VALUE}
     */
    void note(Series changed, long micros, long late) {
        int place = changed.changedPlace();
        if (place < 0) {
            changed.changedPlace(size);
            append(changed, micros, late);
        } else {
            from[place] = Math.min(from[place], micros);
            outOfTurn[place] = Math.min(outOfTurn[place], late);
        }
    }

    /** Nothing more is noted: series may be noted in another list from now on. */
    void done() {
        forEach((changed, micros) -> changed.changedPlace(-1));
    }

    void addAll(ChangedSeries more) {
        for (int place = 0; place < more.size; place++) {
            Series its = more.series[place];
            if (its != null) {
                append(its, more.from[place], more.outOfTurn[place]);
            }
        }
    }

    private void append(Series changed, long micros, long late) {
        if (size == from.length) {
            int more = size + (size >> 1);
            series = Arrays.copyOf(series, more);
            from = Arrays.copyOf(from, more);
            outOfTurn = Arrays.copyOf(outOfTurn, more);
        }
        series[size] = changed;
        from[size] = micros;
        outOfTurn[size++] = late;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Shows each series, and since when it changed. */
    public void forEach(ObjLongConsumer<Series> visitor) {
        for (int place = 0; place < size; place++) {
            Series its = series[place];
            if (its != null) {
                visitor.accept(its, from[place]);
            }
        }
    }

    /** Shows each series that changed out of turn, and since when. */
    public void eachOutOfTurn(ObjLongConsumer<Series> visitor) {
        for (int place = 0; place < size; place++) {
            Series its = series[place];
            if (its != null && outOfTurn[place] != Long.MAX_VALUE) {
                visitor.accept(its, outOfTurn[place]);
            }
        }
    }

    /** The oldest instant that changed; {@link Long#MAX_VALUE} when nothing did. */
    public long oldest() {
        return Arrays.stream(from, 0, size).min().orElse(Long.MAX_VALUE);
    }
}
