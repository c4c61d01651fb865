package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.hour.ByteSource;
import org.citygauge.aggregator.hour.Bytes;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.TimedValue;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.jspecify.annotations.Nullable;

/**
 * What one row of the register gave so far in a year, kept up to date. Belongs to one thread.
 *
 * <p>A reading in order is added to what there is. A late one takes the fold back to the start of the running hour, or of the hour
 * before that had readings, or of the year, and adds up again from there: what comes out is always what sorted readings give.
 *
 * <p>There is one for each of perhaps a million sensors: what it knows is packed into bytes, and unpacked only while it is added to.
 */
final class SensorFold {
    private static final long MICROS = 1_000_000;
    private static final long NEVER = Long.MIN_VALUE;
    private static final byte[] NONE = {};

    private final Sensor sensor;
    private final Setting setting;
    private final Optional<BigDecimal> weight;
    private byte[] older = NONE;
    private byte[] newer = NONE;
    private byte[] current = NONE;
    private long at;
    private long heard;
    /** The current fold while it is added to; what is packed is stale then. */
    private @Nullable ContributionFold open;

    /**
     * What all folds of a year have in common.
     *
     * @param crowded whether there are so many that each keeps one mark to go back to, not two
     */
    record Setting(
            SensorReadings readings,
            CityHours hours,
            Span year,
            Weights weights,
            Duration stuckAfter,
            boolean crowded) {}

    /** The weight a sensor's values are compared with. */
    @FunctionalInterface
    interface Weights {
        Optional<BigDecimal> of(Sensor sensor);
    }

    SensorFold(Sensor sensor, Setting setting) {
        this(sensor, setting, 0);
        begin();
        close();
    }

    private SensorFold(Sensor sensor, Setting setting, long at) {
        this.sensor = sensor;
        this.setting = setting;
        this.weight = setting.weights.of(sensor);
        this.at = at;
    }

    /** The start of the year: nothing is added yet but what led up to it. */
    private void begin() {
        older = NONE;
        newer = NONE;
        at = start();
        heard = heardBefore(at);
        open = setting.readings.begin(sensor, norms(), setting.year);
    }

    private long heardBefore(long before) {
        return setting.readings
                .lastBefore(sensor, before)
                .map(reading -> reading.timeMicros())
                .orElse(NEVER);
    }

    private long start() {
        return SensorReadings.start(sensor, setting.year);
    }

    private Norms norms() {
        return new Norms(weight, setting.stuckAfter);
    }

    Sensor sensor() {
        return sensor;
    }

    /** Everything it was made by, but the year. */
    String madeBy() {
        return sensor + "|" + weight + "|" + setting.readings.hasOneQuantity(sensor);
    }

    /** Where it goes on from, in microseconds. */
    long at() {
        return at;
    }

    /**
     * Adds what came before {@code to} and was not added yet.
     *
     * @return whether there are readings at {@code to} or later, which some later call will add
     */
    boolean advance(long to) {
        if (to > at && setting.readings.hasFrom(sensor, at)) {
            setting.readings.visit(sensor, at, to, this::add);
            close();
        }
        return setting.readings.hasFrom(sensor, to);
    }

    /** Whether what was not added yet is likely in memory. */
    boolean isQuick() {
        return setting.readings.series(sensor).stream().allMatch(one -> setting.readings.isAtHand(one, at));
    }

    /** The one series this row speaks for; empty where it has none, or several. */
    Optional<Series> onlySeries() {
        List<Series> series = setting.readings.series(sensor);
        return series.size() == 1 ? Optional.of(series.getFirst()) : Optional.empty();
    }

    /** Adds a reading of its series, unless it was added or lies outside the row's validity. To be followed by {@link #close(long)}. */
    void offer(TimedValue reading, long to) {
        long time = reading.timeMicros();
        boolean sameInstant = open != null && time == heard; // the one before it was offered just now
        if ((time >= at || sameInstant)
                && time < to
                && time < SensorReadings.micros(sensor.validity().to())) {
            add(reading);
        }
    }

    private void add(TimedValue reading) {
        ContributionFold fold = opened();
        long hour = setting.hours.hourOf(reading.timeMicros());
        if (hour * MICROS > heard && hour * MICROS > newerAt()) { // the first of its hour
            older = setting.crowded ? NONE : newer;
            newer = packed(fold, Math.max(at, hour * MICROS), heard);
        }
        fold.add(reading);
        heard = reading.timeMicros();
        at = heard + 1;
    }

    /**
     * Packs what was offered, after which there is nothing more before {@code to}. It still stands behind its last reading: what is
     * measured before {@code to} may come yet, and is nothing out of turn. Only a row that has ended needs not look again.
     */
    void close(long to) {
        long end = SensorReadings.micros(sensor.validity().to());
        at = to >= end ? Math.max(at, end) : at;
        close();
    }

    /** Packs what was added. */
    private void close() {
        ContributionFold fold = open;
        if (fold != null) {
            keep(packed(fold, at, heard));
            open = null;
        }
    }

    private ContributionFold opened() {
        ContributionFold fold = open;
        if (fold == null) {
            fold = unpacked(current);
            open = fold;
        }
        return fold;
    }

    /** Mostly as long as before: then in the same place, for a million new arrays would soon fill what is meant to stay. */
    private void keep(byte[] mark) {
        if (mark.length == current.length) {
            System.arraycopy(mark, 0, current, 0, mark.length);
        } else {
            current = mark;
        }
    }

    private byte[] packed(ContributionFold fold, long upTo, long lastHeard) {
        Bytes out = new Bytes(64);
        out.putVarint(upTo - start());
        out.putVarint(lastHeard == NEVER ? 0 : upTo - lastHeard);
        fold.pack(out);
        return out.toArray();
    }

    private long newerAt() {
        return newer.length == 0 ? Long.MIN_VALUE : upTo(new ByteSource(newer, 0, newer.length));
    }

    private long upTo(ByteSource mark) {
        return mark.takeVarint() + start();
    }

    private ContributionFold unpacked(byte[] mark) {
        var in = new ByteSource(mark, 0, mark.length);
        in.takeVarint();
        in.takeVarint();
        ContributionFold fold = setting.readings.empty(sensor, norms(), setting.year);
        fold.restore(in);
        return fold;
    }

    /** Packs all it knows, for {@link #restored}. */
    void pack(Bytes out) {
        out.putSigned(at);
        for (byte[] mark : List.of(older, newer, current)) {
            out.putVarint(mark.length);
            out.putBytes(mark, 0, mark.length);
        }
    }

    /** The fold that {@link #pack} packed, of the same row and year. */
    static SensorFold restored(Sensor sensor, Setting setting, ByteSource in) {
        var fold = new SensorFold(sensor, setting, in.takeSigned());
        fold.older = in.takeBytes((int) in.takeVarint());
        fold.newer = in.takeBytes((int) in.takeVarint());
        fold.backTo(in.takeBytes((int) in.takeVarint()));
        fold.distrustSilence();
        return fold;
    }

    /**
     * Readings may have come since it was packed, later than the last one it knows: before where it stood, and if that was the start,
     * even before the start.
     */
    private void distrustSilence() {
        if (heard < start() && heardBefore(start()) != heard) {
            begin();
            close();
        }
        at = Math.min(at, heard == NEVER ? start() : Math.max(start(), heard + 1));
        if (at < newerAt()) {
            older = NONE;
            newer = NONE;
        }
    }

    /** Passes over what {@link #pack} packed. */
    static void skip(ByteSource in) {
        in.takeSigned();
        for (int mark = 0; mark < 3; mark++) {
            in.skip((int) in.takeVarint());
        }
    }

    /**
     * Readings came from {@code from} on, each later than those before it. Right behind its last reading it has added each of them, or
     * will. Not so where they led up to the year, which may have been looked at before they came; nor where it stands further on, at the
     * start of the year or behind the end of its row.
     */
    void goOn(long from) {
        if (from < start() || at != heard + 1) {
            correct(from);
        }
    }

    /** Readings changed from {@code from} on: forgets what was added since. */
    void correct(long from) {
        if (from >= at) {
            return;
        }
        if (newer.length > 0 && from >= newerAt()) {
            backTo(newer);
        } else if (older.length > 0 && from >= upTo(new ByteSource(older, 0, older.length))) {
            newer = older;
            older = NONE;
            backTo(newer);
        } else {
            begin();
            close();
        }
    }

    private void backTo(byte[] mark) {
        var in = new ByteSource(mark, 0, mark.length);
        at = upTo(in);
        long sinceHeard = in.takeVarint();
        heard = sinceHeard == 0 ? NEVER : at - sinceHeard;
        current = mark.clone(); // it is changed in its place
        open = null;
    }

    /** Everything added so far lies before {@code reference}. */
    Contribution until(Instant reference) {
        long end = Math.min(
                MicroTime.of(reference), SensorReadings.micros(sensor.validity().to()));
        return now().until(end, () -> setting.readings.following(sensor, end));
    }

    private ContributionFold now() {
        ContributionFold fold = open;
        return fold == null ? unpacked(current) : fold;
    }

    /** What falls of a counter still wait for what follows. */
    Optional<OpenFall> openFall() {
        if (sensor.kind() != SensorKind.COUNTER) {
            return Optional.empty();
        }
        CounterGrowth counter = now().counter();
        return counter.waitingSince() == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new OpenFall(this, counter.waitingSince(), counter.glitches()));
    }

    /**
     * A fall that counts as a reset until more is known.
     *
     * @param since when it was measured, in microseconds
     * @param glitches how many were certain by then
     */
    record OpenFall(SensorFold fold, long since, long glitches) {
        /** Whether it proved to be a glitch since; taken for granted where it lies before what its fold counts. */
        boolean isReconsidered() {
            return since < fold.start() || fold.now().counter().glitches() != glitches;
        }
    }

    /** When the sensor was heard last, in microseconds; {@link Long#MIN_VALUE} if never. */
    long lastHeard() {
        return heard;
    }
}
