package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.citygauge.aggregator.hour.ByteSource;
import org.citygauge.aggregator.hour.Bytes;
import org.citygauge.aggregator.hour.TimedValue;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what one sensor gives, reading by reading in order of time, from the start of a span. Belongs to one thread.
 *
 * <p>Readings from before the span lead up to it: they set a counter's baseline and the state that goes on, and give nothing.
 */
final class ContributionFold {
    private static final Flag[] FLAGS = Flag.values();
    private static final CounterGrowth NO_COUNTER =
            new CounterGrowth(Optional.empty(), Optional.empty(), Optional.empty());
    private static final StateStays NO_STAYS = new StateStays(0, Optional.empty());

    private final Sensor sensor;
    private final Norms norms;
    private final long stuckMicros;
    private final long startMicros;
    private final long slotMicros;
    private final CounterGrowth counter;
    private final StateStays stays;
    private final UnitFactors factors;
    private Map<Flag, Long> flags = Map.of();
    private long count;
    private BigDecimal sum = BigDecimal.ZERO;
    private @Nullable BigDecimal least;
    private @Nullable BigDecimal most;
    private long firstMicros;
    private BigDecimal firstValue = BigDecimal.ZERO;
    private long lastMicros = Long.MIN_VALUE;
    private BigDecimal lastValue = BigDecimal.ZERO;
    private long filledSlots;
    private long lastSlot = -1;
    /** Since when a gauge has shown the value it showed last. */
    private long sameSinceMicros;
    /** The unit of the last reading, and what it takes to convert it: most are like the one before. */
    private @Nullable String unit;

    private Optional<BigDecimal> factor = Optional.empty();

    ContributionFold(Sensor sensor, Norms norms, long startMicros, UnitFactors factors) {
        this.sensor = sensor;
        this.norms = norms;
        this.stuckMicros = norms.stuckMicros(sensor);
        this.startMicros = startMicros;
        this.slotMicros = slotMicros(sensor);
        this.counter = sensor.kind() == SensorKind.COUNTER
                ? new CounterGrowth(
                        sensor.opening(), sensor.rollover(), sensor.limits().maxRate())
                : NO_COUNTER;
        this.stays = sensor.kind() == SensorKind.STATE ? new StateStays(startMicros, sensor.hold()) : NO_STAYS;
        this.factors = factors;
    }

    /** Packs all it knows, for {@link #restore}. What it writes is part of the format of {@link FoldPages}. */
    @SuppressWarnings("EnumOrdinal") // small, and only kept under a format number
    void pack(Bytes out) {
        out.putVarint(count);
        if (count > 0) {
            out.putDecimal(sum);
            out.putDecimal(least == null ? BigDecimal.ZERO : least);
            out.putDecimal(most == null ? BigDecimal.ZERO : most);
            out.putSigned(firstMicros - startMicros);
            out.putDecimal(firstValue);
            out.putVarint(filledSlots);
            out.putSigned(lastSlot);
            if (sensor.kind() == SensorKind.GAUGE) {
                out.putVarint(lastMicros - sameSinceMicros);
            }
        }
        out.putByte(lastMicros == Long.MIN_VALUE ? 0 : 1);
        if (lastMicros != Long.MIN_VALUE) {
            out.putSigned(lastMicros - startMicros);
            out.putDecimal(lastValue);
        }
        out.putVarint(flags.size());
        flags.forEach((flag, times) -> {
            out.putVarint(flag.ordinal());
            out.putVarint(times);
        });
        switch (sensor.kind()) {
            case COUNTER -> counter.pack(out);
            case STATE -> stays.pack(out);
            case GAUGE, AMOUNT -> {}
        }
    }

    /** Goes on where the fold stood that {@link #pack} packed; this one must be new, and of the same sensor and start. */
    void restore(ByteSource in) {
        count = in.takeVarint();
        if (count > 0) {
            sum = in.takeDecimal();
            least = in.takeDecimal();
            most = in.takeDecimal();
            firstMicros = in.takeSigned() + startMicros;
            firstValue = in.takeDecimal();
            filledSlots = in.takeVarint();
            lastSlot = in.takeSigned();
        }
        long same = count > 0 && sensor.kind() == SensorKind.GAUGE ? in.takeVarint() : 0;
        if (in.takeByte() == 1) {
            lastMicros = in.takeSigned() + startMicros;
            lastValue = in.takeDecimal();
        }
        sameSinceMicros = lastMicros - same;
        for (long raised = in.takeVarint(); raised > 0; raised--) {
            raise(FLAGS[(int) in.takeVarint()], in.takeVarint());
        }
        switch (sensor.kind()) {
            case COUNTER -> counter.restore(in);
            case STATE -> stays.restore(in);
            case GAUGE, AMOUNT -> {}
        }
    }

    /** A slot is an hour, or the expected interval if that is longer. */
    static long slotMicros(Sensor sensor) {
        return Math.max(3_600_000_000L, sensor.expectedInterval().toNanos() / 1000);
    }

    /** When the newest reading seen was measured, {@link Long#MIN_VALUE} before the first. */
    long lastMicros() {
        return lastMicros;
    }

    void add(TimedValue reading) {
        if (!reading.unit().equals(unit)) {
            unit = reading.unit();
            factor = factors.factor(unit, sensor.unit());
        }
        boolean counts = reading.timeMicros() >= startMicros;
        if (factor.isEmpty()) {
            flag(Flag.UNIT_INCOMPATIBLE, counts);
            return;
        }
        BigDecimal value = factor.get().compareTo(BigDecimal.ONE) == 0
                ? reading.bigValue()
                : reading.bigValue().multiply(factor.get());
        flagQuality(reading, value, counts);
        switch (sensor.kind()) {
            case COUNTER -> counter.add(reading.timeMicros(), value, counts);
            case STATE -> stays.add(reading.timeMicros(), value);
            case GAUGE, AMOUNT -> {}
        }
        if (counts) {
            count(reading.timeMicros(), value);
        }
        lastMicros = reading.timeMicros();
        lastValue = value;
    }

    private void flagQuality(TimedValue reading, BigDecimal value, boolean counts) {
        flag(Flag.CONFLICTING_VALUES, counts && reading.conflict());
        flag(Flag.RECEIPT_TIME, counts && reading.receiptTime());
        Sensor.Limits limits = sensor.limits();
        boolean outside = limits.min().filter(min -> value.compareTo(min) < 0).isPresent()
                || limits.max().filter(max -> value.compareTo(max) > 0).isPresent();
        flag(Flag.OUT_OF_RANGE, counts && outside);
        flag(Flag.OVER_WEIGHT, counts && norms.isOver(sensor, value));
        flag(
                Flag.JUMP,
                counts
                        && limits.maxRate()
                                .filter(rate -> jumps(reading, value, rate))
                                .isPresent());
        flag(Flag.STUCK, counts && sensor.kind() == SensorKind.GAUGE && isStuck(reading.timeMicros(), value));
    }

    /** A value that stands still for longer than it should; a silence as long as that begins anew, and so does a year. */
    private boolean isStuck(long timeMicros, BigDecimal value) {
        boolean goesOn = count > 0 && value.compareTo(lastValue) == 0 && timeMicros - lastMicros <= stuckMicros;
        if (!goesOn) {
            sameSinceMicros = timeMicros;
        }
        return timeMicros - sameSinceMicros > (value.signum() == 0 ? Norms.ZERO_FACTOR * stuckMicros : stuckMicros);
    }

    /** What a counter shows goes up and falls back; its growth is what may be too fast. A state has no rate. */
    private boolean jumps(TimedValue reading, BigDecimal value, BigDecimal maxRate) {
        if (lastMicros == Long.MIN_VALUE || sensor.kind() == SensorKind.COUNTER || sensor.kind() == SensorKind.STATE) {
            return false;
        }
        BigDecimal seconds = BigDecimal.valueOf(reading.timeMicros() - lastMicros, 6);
        return value.subtract(lastValue).abs().compareTo(maxRate.multiply(seconds)) > 0;
    }

    private void flag(Flag flag, boolean raised) {
        if (raised) {
            raise(flag, 1);
        }
    }

    private void raise(Flag flag, long times) {
        if (flags.isEmpty()) {
            flags = new EnumMap<>(Flag.class); // most sensors never need one
        }
        flags.merge(flag, times, Long::sum);
    }

    private void count(long timeMicros, BigDecimal value) {
        if (count == 0) {
            firstMicros = timeMicros;
            firstValue = value;
        }
        count++;
        sum = sum.add(value);
        if (least == null || value.compareTo(least) < 0) {
            least = value;
        }
        if (most == null || value.compareTo(most) > 0) {
            most = value;
        }
        long slot = (timeMicros - startMicros) / slotMicros;
        if (slot != lastSlot) {
            filledSlots++;
            lastSlot = slot;
        }
    }

    CounterGrowth counter() {
        return counter;
    }

    /**
     * What it comes to at an instant that no reading added so far lies behind.
     *
     * @param following the values from then on that tell what it waits for; asked only where it does
     */
    Contribution until(long endMicros, Supplier<List<BigDecimal>> following) {
        CounterGrowth.Settled grown =
                counter.settled(counter.waitingSince() == Long.MAX_VALUE ? List.of() : following.get());
        Map<Flag, Long> all = withFalls(grown);
        long ended = Math.max(0, endMicros - startMicros) / slotMicros;
        return new Contribution(
                count,
                sum,
                Optional.ofNullable(least),
                Optional.ofNullable(most),
                sensor.kind() == SensorKind.COUNTER ? grown.growth() : BigDecimal.ZERO,
                sensor.kind() == SensorKind.STATE ? stays.until(endMicros) : Map.of(),
                count == 0 ? Optional.empty() : Optional.of(point(firstMicros, firstValue)),
                count == 0 ? Optional.empty() : Optional.of(point(lastMicros, lastValue)),
                filledSlots,
                ended + (lastSlot == ended ? 1 : 0),
                all);
    }

    private static Contribution.Point point(long micros, BigDecimal value) {
        return new Contribution.Point(MicroTime.instant(micros), value);
    }

    private Map<Flag, Long> withFalls(CounterGrowth.Settled grown) {
        if (grown.resets() + grown.glitches() + grown.rollovers() + grown.jumps() == 0) {
            return flags;
        }
        var all = new EnumMap<Flag, Long>(Flag.class);
        all.putAll(flags);
        raise(all, Flag.COUNTER_RESET, grown.resets());
        raise(all, Flag.GLITCH, grown.glitches());
        raise(all, Flag.ROLLOVER, grown.rollovers());
        raise(all, Flag.JUMP, grown.jumps());
        return all;
    }

    private static void raise(Map<Flag, Long> flags, Flag flag, long times) {
        if (times > 0) {
            flags.put(flag, times);
        }
    }
}
