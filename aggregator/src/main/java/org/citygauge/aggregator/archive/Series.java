package org.citygauge.aggregator.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.reading.SeriesKey;
import org.jspecify.annotations.Nullable;

/**
 * One run of readings and those of its hours that are held in memory: what the archive has not merged yet. There may be a million, so
 * each field counts.
 *
 * <p>A set that is held may be the later part of its hour only, all of it newer than what the archive has: readings that come in order
 * need nothing of what is merged already.
 *
 * <p>Changed by one thread; any thread may look.
 */
public final class Series {
    private static final long MICROS = 1_000_000;
    private static final HourSet[] NONE = {};

    private final int id;
    private final String sensor;
    private final String quantity;
    /** Another series of the same sensor, and so on. */
    private final @Nullable Series next;
    /** Sorted by hour; free slots at the end are null. A set is replaced in place, another hour may make another table. */
    private volatile HourSet[] held = NONE;

    private volatile long firstMicros = Long.MAX_VALUE;
    private volatile long lastMicros = Long.MIN_VALUE;
    private volatile long mergedMicros = Long.MIN_VALUE;

    /** When the newest message about it came, in seconds since the epoch; 0 while none has come since the start. */
    private volatile int heardSecond;

    private boolean listed;
    private boolean alone;
    private int changedPlace = -1;

    Series(int id, SeriesKey key, @Nullable Series next) {
        this.id = id;
        this.sensor = key.sensor();
        this.quantity = key.quantity();
        this.next = next;
        this.alone = next == null;
        if (next != null) {
            next.alone = false;
        }
    }

    /** Whether it is the only series of its sensor. */
    boolean alone() {
        return alone;
    }

    /** Small whole numbers from 0 on, in the order in which series appeared. */
    public int id() {
        return id;
    }

    public SeriesKey key() {
        return new SeriesKey(sensor, quantity);
    }

    public String sensor() {
        return sensor;
    }

    String quantity() {
        return quantity;
    }

    @Nullable
    Series next() {
        return next;
    }

    /** The time of its oldest reading in microseconds, {@link Long#MAX_VALUE} when it has none. */
    public long firstMicros() {
        return firstMicros;
    }

    /** The time of its newest reading in microseconds, {@link Long#MIN_VALUE} when it has none. */
    public long lastMicros() {
        return lastMicros;
    }

    /** When it was heard last since the start, by our clock; empty if not at all. */
    public Optional<Instant> lastReceived() {
        int second = heardSecond;
        return second == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(Integer.toUnsignedLong(second)));
    }

    /** Notes that a message about it came, whether it said anything new or not. */
    void heard(long receiptMicros) {
        int second = (int) (receiptMicros / 1_000_000);
        if (Integer.compareUnsigned(second, heardSecond) > 0) { // dead letters that are read again came long ago
            heardSecond = second;
        }
    }

    /** The time of the newest reading the archive has in its place, in microseconds; {@link Long#MIN_VALUE} when it has none. */
    long mergedMicros() {
        return mergedMicros;
    }

    /** Widens what is known of the time it covers. */
    void covers(long first, long last) {
        if (first < firstMicros) {
            firstMicros = first;
        }
        if (last > lastMicros) {
            lastMicros = last;
        }
    }

    /** The archive has readings up to this time. */
    void mergedTo(long micros) {
        mergedMicros = Math.max(mergedMicros, micros);
    }

    /** Its place in a list of what changed that is being made; -1 when it is not in it. */
    int changedPlace() {
        return changedPlace;
    }

    void changedPlace(int place) {
        changedPlace = place;
    }

    /** The hour, or the later part of it, if it is held in memory. */
    Optional<HourSet> held(long hour) {
        HourSet[] now = held;
        int at = find(now, size(now), hour);
        return at >= 0 ? Optional.of(now[at]) : Optional.empty();
    }

    /** Whether the archive may have readings of the hour that are not in {@code set}, which is held. */
    boolean isPart(HourSet set) {
        long merged = mergedMicros;
        return merged >= set.hour() * MICROS && set.firstTimeMicros() > merged;
    }

    /** The hours held in memory from {@code from} to {@code to}, both included, in order. */
    List<HourSet> heldBetween(long from, long to) {
        HourSet[] now = held;
        int size = size(now);
        if (size == 0) {
            return List.of();
        }
        var found = new ArrayList<HourSet>();
        int start = find(now, size, from);
        for (int at = start >= 0 ? start : -start - 1; at < size && now[at].hour() <= to; at++) {
            found.add(now[at]);
        }
        return found;
    }

    /** Free slots are few: a table grows by a half. */
    private static int size(HourSet[] table) {
        int size = table.length;
        while (size > 0 && table[size - 1] == null) {
            size--;
        }
        return size;
    }

    /** Where the hour is, else {@code -1 -} where it belongs. */
    private static int find(HourSet[] table, int size, long hour) {
        int low = 0;
        int high = size - 1;
        for (int middle = high; low <= high; middle = (low + high) >>> 1) {
            long its = table[middle].hour();
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

    /** Holds this version of an hour from now on, which the archive does not have. */
    void hold(HourSet set) {
        HourSet[] now = held;
        int size = size(now);
        int at = find(now, size, set.hour());
        if (at < 0) {
            now = widened(now, size, -1 - at);
            at = -1 - at;
        }
        now[at] = set;
        held = now; // makes the element visible
    }

    private static HourSet[] widened(HourSet[] now, int size, int at) {
        if (at == size && size < now.length) {
            return now; // readers of the table take the slot for free until it is filled
        }
        HourSet[] wider = new HourSet[size == 0 ? 1 : size + (size >> 1) + 1];
        System.arraycopy(now, 0, wider, 0, at);
        System.arraycopy(now, at, wider, at + 1, size - at);
        return wider;
    }

    /** The hours the archive does not have, or not all of. */
    List<HourSet> changedHours() {
        return heldBetween(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The archive has everything now: lets go of it. */
    void merged() {
        listed = false;
        mergedMicros = lastMicros; // before the sets go: who finds them gone sees this
        held = NONE;
    }

    /** Whether it was not yet on the list of changed series, and is now. */
    boolean enlist() {
        boolean first = !listed;
        listed = true;
        return first;
    }
}
