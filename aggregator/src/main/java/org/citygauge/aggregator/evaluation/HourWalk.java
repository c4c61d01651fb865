package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.TimedValue;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the readings of one row in order of time, and sums them up hour by hour: as {@link ContributionFold} does for a year, so
 * that the hours of a year add up to what it comes to. Readings from before the start lead up to it.
 */
final class HourWalk {
    private final Sensor sensor;
    private final Setting setting;
    private final Norms norms;
    private final long stuckMicros;
    private final long startMicros;
    private final CounterGrowth counter;
    private final Deque<OpenHour> open = new ArrayDeque<>();
    /** The readings of a counter whose growth is not known yet. */
    private final Deque<Unsettled> unsettled = new ArrayDeque<>();

    private long lastMicros = Long.MIN_VALUE;
    private BigDecimal lastValue = BigDecimal.ZERO;
    /** Since when a gauge has shown the value it showed last. */
    private long sameSinceMicros;
    /** The year that the last reading lies in. */
    private long yearStart = Long.MAX_VALUE;

    private long yearEnd = Long.MIN_VALUE;

    /** What the walks over a register have in common. */
    record Setting(CityHours hours, ReportingCalendar calendar, UnitFactors factors) {}

    private record Unsettled(@Nullable OpenHour hour, boolean isFlagged) {}

    /** @param startMicros where an hour starts, or the row's validity */
    HourWalk(Sensor sensor, Setting setting, Norms norms, long startMicros) {
        this.sensor = sensor;
        this.setting = setting;
        this.norms = norms;
        this.stuckMicros = norms.stuckMicros(sensor);
        this.startMicros = startMicros;
        this.counter = new CounterGrowth(
                sensor.opening(), sensor.rollover(), sensor.limits().maxRate());
        counter.tell(this::settled);
    }

    /**
     * All that the hours to come depend on, of a walk that has nothing open.
     *
     * @param micros when the last reading was measured; of a counter the last that is no glitch
     * @param since when a gauge began to show the value; when the last reading of a counter was measured
     */
    record Carry(long micros, BigDecimal value, long since) {}

    /** What is to be carried on behind the last reading; empty where there is none, or a fall waits for what follows. */
    Optional<Carry> carry() {
        if (lastMicros == Long.MIN_VALUE || !unsettled.isEmpty()) {
            return Optional.empty();
        }
        return sensor.kind() == SensorKind.COUNTER
                ? counter.baseline().map(value -> new Carry(counter.baselineMicros(), value, lastMicros))
                : Optional.of(new Carry(lastMicros, lastValue, sameSinceMicros));
    }

    /** Goes on where another walk over the row stood; this one must be new. */
    void carryOn(Carry carry) {
        if (sensor.kind() == SensorKind.COUNTER) {
            counter.goOnFrom(carry.value, carry.micros);
        }
        lastMicros = carry.micros;
        lastValue = carry.value;
        sameSinceMicros = carry.since;
        if (sensor.kind() == SensorKind.GAUGE) {
            isNewYear(lastMicros);
        }
    }

    Sensor sensor() {
        return sensor;
    }

    long startMicros() {
        return startMicros;
    }

    /** Since when falls wait for what follows, {@link Long#MAX_VALUE} if none does. */
    long waitingSince() {
        return counter.waitingSince();
    }

    /** Since when the gauge has shown what it shows, {@link Long#MIN_VALUE} before the first reading. */
    long sameSince() {
        return lastMicros == Long.MIN_VALUE ? Long.MIN_VALUE : sameSinceMicros;
    }

    BigDecimal lastValue() {
        return lastValue;
    }

    /** The value in the row's unit; empty where it does not fit. */
    Optional<BigDecimal> value(TimedValue reading) {
        return setting.factors
                .factor(reading.unit(), sensor.unit())
                .map(factor -> reading.bigValue().multiply(factor));
    }

    void add(TimedValue reading) {
        boolean counts = reading.timeMicros() >= startMicros;
        Optional<BigDecimal> fitting = value(reading);
        @Nullable OpenHour hour = counts ? hourOf(reading.timeMicros()) : null;
        if (fitting.isEmpty()) {
            if (hour != null) {
                hour.flag();
            }
            return;
        }
        BigDecimal value = fitting.get();
        boolean remarkable = isRemarkable(reading, value);
        if (hour != null) {
            hour.add(value);
        }
        if (sensor.kind() == SensorKind.COUNTER) {
            unsettled.addLast(new Unsettled(hour, remarkable));
            counter.add(reading.timeMicros(), value, counts);
        } else if (hour != null && remarkable) {
            hour.flag();
        }
        lastMicros = reading.timeMicros();
        lastValue = value;
    }

    private void settled(BigDecimal by, boolean isRemarkable) {
        Unsettled its = unsettled.pollFirst();
        if (its != null && its.hour != null) {
            its.hour.grow(by);
            if (isRemarkable || its.isFlagged) {
                its.hour.flag();
            }
        }
    }

    private OpenHour hourOf(long micros) {
        long hour = setting.hours.hourOf(micros);
        OpenHour newest = open.peekLast();
        if (newest == null || newest.hour() != hour) {
            newest = new OpenHour(hour, MicroTime.instant(setting.hours.endOf(micros)));
            open.addLast(newest);
        }
        return newest;
    }

    private boolean isRemarkable(TimedValue reading, BigDecimal value) {
        Sensor.Limits limits = sensor.limits();
        boolean stuck = sensor.kind() == SensorKind.GAUGE && isStuck(reading.timeMicros(), value);
        return stuck
                || reading.conflict()
                || reading.receiptTime()
                || limits.min().filter(min -> value.compareTo(min) < 0).isPresent()
                || limits.max().filter(max -> value.compareTo(max) > 0).isPresent()
                || norms.isOver(sensor, value)
                || limits.maxRate().filter(rate -> jumps(reading, value, rate)).isPresent();
    }

    private boolean isStuck(long timeMicros, BigDecimal value) {
        boolean goesOn = !isNewYear(timeMicros)
                && lastMicros != Long.MIN_VALUE
                && value.compareTo(lastValue) == 0
                && timeMicros - lastMicros <= stuckMicros;
        if (!goesOn) {
            sameSinceMicros = timeMicros;
        }
        return timeMicros - sameSinceMicros > stuckLimit(value);
    }

    /** How long this value may stand still. */
    long stuckLimit(BigDecimal value) {
        return value.signum() == 0 ? Norms.ZERO_FACTOR * stuckMicros : stuckMicros;
    }

    long stuckMicros() {
        return stuckMicros;
    }

    private boolean isNewYear(long micros) {
        if (micros >= yearStart && micros < yearEnd) {
            return false;
        }
        ReportingCalendar calendar = setting.calendar;
        var span = calendar.span(calendar.yearOf(MicroTime.instant(micros)));
        yearStart = MicroTime.of(span.from());
        yearEnd = MicroTime.of(span.to());
        return true;
    }

    private boolean jumps(TimedValue reading, BigDecimal value, BigDecimal maxRate) {
        if (lastMicros == Long.MIN_VALUE || sensor.kind() == SensorKind.COUNTER || sensor.kind() == SensorKind.STATE) {
            return false;
        }
        BigDecimal seconds = BigDecimal.valueOf(reading.timeMicros() - lastMicros, 6);
        return value.subtract(lastValue).abs().compareTo(maxRate.multiply(seconds)) > 0;
    }

    /** Shows the hours with readings, in order; nothing is to be added any more but these values that follow. */
    void end(List<BigDecimal> following, Consumer<HourSummary> each) {
        counter.end(following);
        open.forEach(hour -> each.accept(hour.close(sensor)));
        open.clear();
    }

    /** The hour that the newest reading that counts lies in; {@link Long#MIN_VALUE} if none does. */
    long newestHour() {
        OpenHour newest = open.peekLast();
        return newest == null ? Long.MIN_VALUE : newest.hour();
    }
}
