package org.citygauge.aggregator.hour;

import java.util.Arrays;

/**
 * Places in the bytes of a long {@link HourSet} from which its readings can be read on without what stands before: who follows a
 * sensor that sends often need not begin with the hour again and again.
 *
 * <p>Immutable to look at. Adding shares the arrays with the older version, so only the newest version may be added to, by one thread
 * at a time; any thread may read any version.
 */
final class Marks {
    /** So many readings lie between two marks. */
    static final int EVERY = 64;

    static final Marks NONE = new Marks(new Mark[0], 0);

    private final Mark[] marks;
    private final int size;

    /**
     * What a cursor knows that stands on a reading.
     *
     * @param position where the bytes of the next one begin
     */
    record Mark(int position, long timeMicros, long unscaled, int scale, String unit) {}

    private Marks(Mark[] marks, int size) {
        this.marks = marks;
        this.size = size;
    }

    /** These, and one behind them. */
    Marks with(Mark mark) {
        Mark[] room = size < marks.length ? marks : Arrays.copyOf(marks, size + Math.max(4, size / 2));
        room[size] = mark;
        return new Marks(room, size + 1);
    }

    /** These, and those of bytes that now stand {@code shift} further back. */
    Marks with(Marks later, int shift) {
        Marks all = this;
        for (int at = 0; at < later.size; at++) {
            Mark mark = later.marks[at];
            all = all.with(
                    new Mark(mark.position() + shift, mark.timeMicros(), mark.unscaled(), mark.scale(), mark.unit()));
        }
        return all;
    }

    /** The same, to be added to apart from these. */
    Marks copy() {
        return new Marks(Arrays.copyOf(marks, size), size);
    }

    /** The last one on a reading before an instant; {@code -1} if there is none. */
    private int before(long timeMicros) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks[middle].timeMicros() < timeMicros) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** A cursor over the bytes that passes over most of what was measured before {@code fromMicros}, and nothing else. */
    HourCursor cursor(byte[] bytes, int length, long startMicros, long fromMicros) {
        int at = before(fromMicros);
        return at < 0 ? new HourCursor(bytes, length, startMicros) : new HourCursor(bytes, length, marks[at]);
    }
}
