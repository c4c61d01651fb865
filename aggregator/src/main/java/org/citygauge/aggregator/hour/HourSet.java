package org.citygauge.aggregator.hour;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The readings of one series in one hour: a set, sorted by time and id, packed into bytes.
 *
 * <p>Immutable to look at. Appending shares the bytes with the older version, so only the newest version may be added to, by one
 * thread at a time; any thread may read any version.
 */
public final class HourSet {
    private static final long MICROS = 1_000_000;

    private final long hour;
    private final byte[] bytes;
    private final int length;
    private final int count;
    private final long lastTime;
    private final long lastUnscaled;
    private final int lastScale;
    private final String lastUnit;
    private final Marks marks;

    private HourSet(
            long hour,
            byte[] bytes,
            int length,
            int count,
            long lastTime,
            long lastUnscaled,
            int lastScale,
            String lastUnit,
            Marks marks) {
        this.hour = hour;
        this.bytes = bytes;
        this.length = length;
        this.count = count;
        this.lastTime = lastTime;
        this.lastUnscaled = lastUnscaled;
        this.lastScale = lastScale;
        this.lastUnit = lastUnit;
        this.marks = marks;
    }

    /** @param hour as {@link CityHours} names it */
    public static HourSet empty(long hour) {
        return new HourSet(hour, new byte[0], 0, 0, hour * MICROS, 0, 0, "", Marks.NONE);
    }

    /** The set that {@link #toBytes()} wrote. */
    public static HourSet of(long hour, byte[] bytes) {
        var cursor = new HourCursor(bytes, bytes.length, hour * MICROS);
        int count = 0;
        Marks marks = Marks.NONE;
        while (cursor.next()) {
            count++;
            if (count % Marks.EVERY == 0) {
                marks = marks.with(cursor.mark());
            }
        }
        return new HourSet(
                hour,
                bytes,
                bytes.length,
                count,
                cursor.timeMicros(),
                cursor.unscaled(),
                cursor.scale(),
                cursor.unit(),
                marks);
    }

    public long hour() {
        return hour;
    }

    public int count() {
        return count;
    }

    /** How long {@link #toBytes()} is. */
    public int bytes() {
        return length;
    }

    /** When the newest reading was measured, in microseconds; the start of the hour when it is empty. */
    public long lastTimeMicros() {
        return lastTime;
    }

    public HourCursor cursor() {
        return new HourCursor(bytes, length, hour * MICROS);
    }

    /** A cursor that shows everything from {@code fromMicros} on, and of what was measured before perhaps the last few. */
    public HourCursor cursor(long fromMicros) {
        return marks.cursor(bytes, length, hour * MICROS, fromMicros);
    }

    public List<HourReading> readings() {
        var readings = new ArrayList<HourReading>(count);
        HourCursor cursor = cursor();
        while (cursor.next()) {
            readings.add(cursor.reading());
        }
        return readings;
    }

    /** The reading of the same time and id, if there is one. */
    public Optional<HourReading> find(HourReading other) {
        if (other.timeMicros() > lastTime || count == 0) {
            return Optional.empty();
        }
        HourCursor cursor = cursor(other.timeMicros());
        while (cursor.next() && cursor.timeMicros() <= other.timeMicros()) {
            if (cursor.timeMicros() == other.timeMicros() && cursor.id().equals(other.id())) {
                return Optional.of(cursor.reading());
            }
        }
        return Optional.empty();
    }

    public byte[] toBytes() {
        return java.util.Arrays.copyOf(bytes, length);
    }

    /** When the oldest reading was measured, in microseconds; only of a set that is not empty. */
    public long firstTimeMicros() {
        HourCursor cursor = cursor();
        cursor.next();
        return cursor.timeMicros();
    }

    /** The readings of both, of the same hour. */
    public HourSet with(HourSet other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        return other.firstTimeMicros() > lastTime ? followedBy(other) : united(other);
    }

    private HourSet united(HourSet other) {
        List<HourReading> mine = readings();
        List<HourReading> theirs = other.readings();
        var all = new ArrayList<HourReading>(mine.size() + theirs.size());
        int my = 0;
        int their = 0;
        while (my < mine.size() && their < theirs.size()) {
            int order = mine.get(my).compareIdentity(theirs.get(their));
            all.add(
                    order == 0
                            ? mine.get(my).joinedWith(theirs.get(their))
                            : order < 0 ? mine.get(my) : theirs.get(their));
            my += order <= 0 ? 1 : 0;
            their += order >= 0 ? 1 : 0;
        }
        all.addAll(mine.subList(my, mine.size()));
        all.addAll(theirs.subList(their, theirs.size()));
        return ofSorted(hour, all);
    }

    /** Behind its first reading a set says the same whatever stood before. */
    private HourSet followedBy(HourSet later) {
        HourCursor cursor = later.cursor();
        cursor.next();
        HourSet joint = new HourSet(
                        hour,
                        java.util.Arrays.copyOf(bytes, length + later.length + 16),
                        length,
                        count,
                        lastTime,
                        lastUnscaled,
                        lastScale,
                        lastUnit,
                        marks.copy())
                .appended(cursor.reading());
        var out = new Bytes(joint.bytes, joint.length);
        out.putBytes(later.bytes, cursor.position(), later.length - cursor.position());
        return new HourSet(
                hour,
                out.array(),
                out.length(),
                count + later.count,
                later.lastTime,
                later.lastUnscaled,
                later.lastScale,
                later.lastUnit,
                joint.marks.with(later.marks, joint.length - cursor.position()));
    }

    /** What taking in {@code reading} makes of this set. */
    public Admission with(HourReading reading) {
        return count == 0 || reading.timeMicros() > lastTime
                ? new Admission.Stored(appended(reading))
                : merged(reading);
    }

    private Admission merged(HourReading reading) {
        List<HourReading> readings = readings();
        int at = readings.size();
        while (at > 0 && readings.get(at - 1).compareIdentity(reading) > 0) {
            at--;
        }
        if (at > 0 && readings.get(at - 1).compareIdentity(reading) == 0) {
            HourReading known = readings.get(at - 1);
            HourReading joined = known.joinedWith(reading);
            if (joined.equals(known)) {
                return new Admission.Duplicate();
            }
            readings.set(at - 1, joined);
            return new Admission.Replaced(ofSorted(hour, readings));
        }
        readings.add(at, reading);
        return new Admission.Stored(ofSorted(hour, readings));
    }

    /**
     * Readings that are sorted already.
     *
     * @param hour not after the first of them
     */
    public static HourSet ofSorted(long hour, List<HourReading> readings) {
        HourSet set = new HourSet(hour, new byte[readings.size() * 8], 0, 0, hour * MICROS, 0, 0, "", Marks.NONE);
        for (HourReading reading : readings) {
            set = set.appended(reading);
        }
        return set;
    }

    private HourSet appended(HourReading reading) {
        var out = new Bytes(bytes.length == 0 ? new byte[16] : bytes, length);
        long delta = reading.timeMicros() - lastTime;
        int deltaUnit = delta == 0 ? 3 : delta % 1_000_000 == 0 ? 2 : delta % 1_000 == 0 ? 1 : 0;
        long unscaled = reading.value().unscaled();
        int scale = reading.value().scale();
        boolean otherScale = scale != lastScale;
        boolean otherUnit = !reading.unit().equals(lastUnit);
        out.putByte(deltaUnit
                | (otherScale ? HourCursor.SCALE : 0)
                | (otherUnit ? HourCursor.UNIT : 0)
                | (reading.id().isEmpty() ? 0 : HourCursor.ID)
                | (reading.revision() == 0 ? 0 : HourCursor.REVISION)
                | (reading.receiptTime() ? HourCursor.RECEIPT_TIME : 0)
                | (reading.conflict() ? HourCursor.CONFLICT : 0));
        if (deltaUnit != 3) {
            out.putVarint(deltaUnit == 2 ? delta / 1_000_000 : deltaUnit == 1 ? delta / 1_000 : delta);
        }
        if (otherScale) {
            out.putSigned(scale);
        }
        out.putSigned(unscaled - lastUnscaled);
        if (otherUnit) {
            out.putText(reading.unit());
        }
        if (!reading.id().isEmpty()) {
            out.putText(reading.id());
        }
        if (reading.revision() != 0) {
            out.putSigned(reading.revision());
        }
        long time = reading.timeMicros();
        Marks grown = (count + 1) % Marks.EVERY == 0
                ? marks.with(new Marks.Mark(out.length(), time, unscaled, scale, reading.unit()))
                : marks;
        return new HourSet(hour, out.array(), out.length(), count + 1, time, unscaled, scale, reading.unit(), grown);
    }
}
