package org.citygauge.aggregator.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.reading.SeriesKey;

/**
 * One run of readings and those of its hours that are held in memory: what the archive has not merged yet, and the newest hour.
 *
 * <p>Changed by one thread; any thread may look.
 */
public final class Series {
    private static final HourSet[] NONE = {};

    private final int id;
    private final SeriesKey key;
    private volatile Hours hours = new Hours(new long[0], NONE, 0);
    private volatile long firstMicros = Long.MAX_VALUE;
    private volatile long lastMicros = Long.MIN_VALUE;
    private boolean[] changed = {};
    private boolean listed;
    private long changedFrom = Long.MAX_VALUE;

    /** Sorted; slots from {@code size} on are free. A set is replaced in place, another hour makes another table. */
    private record Hours(long[] keys, HourSet[] sets, int size) {
        int find(long hour) {
            if (size > 0 && keys[size - 1] == hour) {
                return size - 1;
            }
            return Arrays.binarySearch(keys, 0, size, hour);
        }
    }

    public Series(int id, SeriesKey key) {
        this.id = id;
        this.key = key;
    }

    /** Small whole numbers from 0 on, in the order in which series appeared. */
    public int id() {
        return id;
    }

    public SeriesKey key() {
        return key;
    }

    /** The time of its oldest reading in microseconds, {@link Long#MAX_VALUE} when it has none. */
    public long firstMicros() {
        return firstMicros;
    }

    /** The time of its newest reading in microseconds, {@link Long#MIN_VALUE} when it has none. */
    public long lastMicros() {
        return lastMicros;
    }

    /** Widens what is known of the time it covers. */
    public void covers(long first, long last) {
        if (first < firstMicros) {
            firstMicros = first;
        }
        if (last > lastMicros) {
            lastMicros = last;
        }
    }

    /** Notes that a reading of this time (in microseconds) changed; whether it is the first since {@link #takeChangedFrom}. */
    boolean changedAt(long timeMicros) {
        boolean first = changedFrom == Long.MAX_VALUE;
        if (timeMicros < changedFrom) {
            changedFrom = timeMicros;
        }
        return first;
    }

    /** The oldest time noted since the last call. */
    long takeChangedFrom() {
        long from = changedFrom;
        changedFrom = Long.MAX_VALUE;
        return from;
    }

    /** Whether the hour is held in memory. */
    boolean holds(long hour) {
        return hours.find(hour) >= 0;
    }

    /** The hour, if it is held in memory. */
    public Optional<HourSet> held(long hour) {
        Hours now = hours;
        int at = now.find(hour);
        return at >= 0 ? Optional.of(now.sets[at]) : Optional.empty();
    }

    /** The hours held in memory from {@code from} to {@code to}, both included, in order. */
    public List<HourSet> heldBetween(long from, long to) {
        Hours now = hours;
        var found = new ArrayList<HourSet>();
        int start = now.find(from);
        for (int at = start >= 0 ? start : -start - 1; at < now.size && now.keys[at] <= to; at++) {
            found.add(now.sets[at]);
        }
        return found;
    }

    /** Holds this version of an hour from now on; {@code isChanged} if the archive does not have it. */
    public void hold(HourSet set, boolean isChanged) {
        Hours now = hours;
        int at = now.find(set.hour());
        if (at >= 0) {
            now.sets[at] = set;
            changed[at] |= isChanged;
            hours = now; // makes the element visible
            return;
        }
        insert(now, -at - 1, set, isChanged);
    }

    private void insert(Hours now, int at, HourSet set, boolean isChanged) {
        int size = now.size;
        int room = size < now.keys.length ? now.keys.length : Math.max(2, size + (size >> 1) + 1);
        long[] keys = Arrays.copyOf(now.keys, room);
        HourSet[] sets = Arrays.copyOf(now.sets, room);
        changed = Arrays.copyOf(changed, room);
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(sets, at, sets, at + 1, size - at);
        System.arraycopy(changed, at, changed, at + 1, size - at);
        keys[at] = set.hour();
        sets[at] = set;
        changed[at] = isChanged;
        hours = new Hours(keys, sets, size + 1);
    }

    /** The hours the archive does not have. */
    List<HourSet> changedHours() {
        Hours now = hours;
        var found = new ArrayList<HourSet>();
        for (int at = 0; at < now.size; at++) {
            if (changed[at]) {
                found.add(now.sets[at]);
            }
        }
        return found;
    }

    /** The archive has everything now: lets go of all but the newest hour. */
    void merged() {
        Hours now = hours;
        listed = false;
        if (now.size == 0) {
            return;
        }
        changed = new boolean[1];
        hours = new Hours(new long[] {now.keys[now.size - 1]}, new HourSet[] {now.sets[now.size - 1]}, 1);
    }

    /** Whether it was not yet on the list of changed series, and is now. */
    boolean enlist() {
        boolean first = !listed;
        listed = true;
        return first;
    }
}
