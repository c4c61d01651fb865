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

    private final int id;
    private final String sensor;
    private final String quantity;
    /** Another series of the same sensor, and so on; of a later generation, an earlier one of the same. */
    private final @Nullable Series next;
    /** Readings of this series that came for a year that was closed already: the newest generation. */
    private volatile @Nullable Series late;
    /** See {@link HeldHours}. */
    private volatile Object held = HeldHours.NONE;

    private volatile long firstMicros = Long.MAX_VALUE;
    private volatile long lastMicros = Long.MIN_VALUE;
    private volatile long mergedMicros = Long.MIN_VALUE;

    /** When the newest message about it came, in seconds since the epoch; 0 while none has come since the start. */
    private volatile int heardSecond;

    private final short generation;
    private boolean listed;
    private boolean alone;
    private int changedPlace = -1;

    Series(int id, SeriesKey key, @Nullable Series next) {
        this.id = id;
        this.sensor = key.sensor();
        this.quantity = key.quantity();
        this.next = next;
        this.generation = 0;
        this.alone = next == null;
        if (next != null) {
            next.alone = false;
        }
    }

    /** A further generation of {@code first}. */
    Series(int id, Series first, int generation) {
        this.id = id;
        this.sensor = first.sensor;
        this.quantity = first.quantity;
        this.next = first.late;
        this.generation = (short) generation;
        if (this.generation != generation || generation < 1) {
            throw new IllegalArgumentException("generation " + generation);
        }
        first.late = this;
    }

    /** 0, or the number of the closing that its readings came after; see {@link Generations}. */
    public int generation() {
        return generation;
    }

    /** Whether any reading came for a year that was closed already. */
    public boolean hasLate() {
        return late != null;
    }

    /** Its later generations, newest first. */
    public List<Series> late() {
        Series newest = late;
        if (newest == null) {
            return List.of();
        }
        var found = new ArrayList<Series>(1);
        for (Series one = newest; one != null; one = one.next) {
            found.add(one);
        }
        return found;
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

    /** The time of the newest reading of any generation in microseconds, {@link Long#MIN_VALUE} when there is none. */
    public long newestMicros() {
        long newest = lastMicros;
        for (Series one = late; one != null; one = one.next) {
            newest = Math.max(newest, one.lastMicros);
        }
        return newest;
    }

    /** The time of the oldest reading of any generation in microseconds, {@link Long#MAX_VALUE} when there is none. */
    public long oldestMicros() {
        long oldest = firstMicros;
        for (Series one = late; one != null; one = one.next) {
            oldest = Math.min(oldest, one.firstMicros);
        }
        return oldest;
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
        return HeldHours.get(held, hour);
    }

    /** Whether the archive may have readings of the hour that are not in {@code set}, which is held. */
    boolean isPart(HourSet set) {
        long merged = mergedMicros;
        return merged >= set.hour() * MICROS && set.firstTimeMicros() > merged;
    }

    /** The hours held in memory from {@code from} to {@code to}, both included, in order. */
    List<HourSet> heldBetween(long from, long to) {
        return HeldHours.between(held, from, to);
    }

    /** Holds this version of an hour from now on, which the archive does not have. */
    void hold(HourSet set) {
        held = HeldHours.with(held, set); // makes what was changed visible
    }

    /** The hours the archive does not have, or not all of. */
    List<HourSet> changedHours() {
        return heldBetween(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The archive has everything now: lets go of it. */
    void merged() {
        listed = false;
        mergedMicros = lastMicros; // before the sets go: who finds them gone sees this
        held = HeldHours.NONE;
    }

    /** Whether it was not yet on the list of changed series, and is now. */
    boolean enlist() {
        boolean first = !listed;
        listed = true;
        return first;
    }
}
