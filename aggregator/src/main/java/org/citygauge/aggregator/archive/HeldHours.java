package org.citygauge.aggregator.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.hour.HourSet;
import org.jspecify.annotations.Nullable;

/**
 * The hours of one series that are held in memory, in order. Most of a million series hold one small set: it takes one array of some
 * forty bytes, and is unpacked when asked for.
 *
 * <p>Changed by one thread; any thread may look.
 */
final class HeldHours {
    private static final int SMALL = 48;

    private HeldHours() {}

    /** What holds nothing. */
    static final Object NONE = new HourSet[0];

    /** Behind the bytes of a small set stands its hour. */
    private static byte[] packed(HourSet set) {
        byte[] bytes = set.toBytes();
        byte[] packed = Arrays.copyOf(bytes, bytes.length + Long.BYTES);
        long hour = set.hour();
        for (int at = packed.length; at > bytes.length; hour >>= 8) {
            packed[--at] = (byte) hour;
        }
        return packed;
    }

    private static HourSet unpacked(byte[] packed) {
        int length = packed.length - Long.BYTES;
        long hour = 0;
        for (int at = length; at < packed.length; at++) {
            hour = (hour << 8) | (packed[at] & 0xFF);
        }
        return HourSet.of(hour, Arrays.copyOf(packed, length));
    }

    private static @Nullable HourSet[] table(Object held) {
        return held instanceof byte[] packed ? new HourSet[] {unpacked(packed)} : (@Nullable HourSet[]) held;
    }

    /** Free slots are at the end, and few: a table grows by a half. */
    private static int size(@Nullable HourSet[] table) {
        int size = table.length;
        while (size > 0 && table[size - 1] == null) {
            size--;
        }
        return size;
    }

    /** Where the hour is, else {@code -1 -} where it belongs. */
    private static int find(@Nullable HourSet[] table, int size, long hour) {
        int low = 0;
        int high = size - 1;
        for (int middle = high; low <= high; middle = (low + high) >>> 1) {
            HourSet set = table[middle];
            long its = set == null ? Long.MAX_VALUE : set.hour();
            if (its == hour) {
                return middle;
            }
            if (its < hour) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /** The hour, if it is held. */
    static Optional<HourSet> get(Object held, long hour) {
        @Nullable HourSet[] table = table(held);
        int at = find(table, size(table), hour);
        return at >= 0 ? Optional.ofNullable(table[at]) : Optional.empty();
    }

    /** The hours from {@code from} to {@code to}, both included, in order. */
    static List<HourSet> between(Object held, long from, long to) {
        @Nullable HourSet[] table = table(held);
        int size = size(table);
        if (size == 0) {
            return List.of();
        }
        var found = new ArrayList<HourSet>();
        int start = find(table, size, from);
        for (int at = start >= 0 ? start : -start - 1; at < size; at++) {
            HourSet set = table[at];
            if (set == null || set.hour() > to) {
                break;
            }
            found.add(set);
        }
        return found;
    }

    /** Holds {@code set} in the place of the version of its hour before. A table may be changed in place, or another take its place. */
    static Object with(Object held, HourSet set) {
        @Nullable HourSet[] table = table(held);
        int size = size(table);
        int at = find(table, size, set.hour());
        boolean alone = size == 0 || (size == 1 && at == 0);
        if (alone && set.bytes() <= SMALL) {
            return packed(set);
        }
        if (at < 0) {
            at = -1 - at;
            table = widened(table, size, at);
        }
        table[at] = set;
        return table;
    }

    private static @Nullable HourSet[] widened(@Nullable HourSet[] table, int size, int at) {
        if (at == size && size < table.length) {
            return table; // readers of the table take the slot for free until it is filled
        }
        @Nullable HourSet[] wider = new HourSet[size == 0 ? 1 : size + (size >> 1) + 1];
        System.arraycopy(table, 0, wider, 0, at);
        System.arraycopy(table, at, wider, at + 1, size - at);
        return wider;
    }
}
