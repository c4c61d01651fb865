package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.Optional;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.TimedValue;
import org.citygauge.aggregator.register.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * How far behind a correction hours change with it: a counter's growth with the readings before, a jump with the one before, and
 * whether a gauge is stuck with how long it has shown a value.
 */
final class Aftermath {
    private static final long FIRST_STRETCH = 6 * 3_600_000_000L;

    private final HourWalk walk;
    private final CityHours hours;
    private int seen;
    private long firstMicros;
    private long lastMicros;
    private @Nullable BigDecimal first;
    /** From here on nothing changes. */
    private long settledFrom = Long.MAX_VALUE;

    Aftermath(HourWalk walk, CityHours hours) {
        this.walk = walk;
        this.hours = hours;
    }

    /**
     * Walks on from {@code from} for as long as the correction matters, and to the end of an hour that is begun.
     *
     * @return where it ended
     */
    long follow(SensorReadings readings, long from, long end) {
        if (isNothing()) {
            return from;
        }
        long at = from;
        for (long stretch = FIRST_STRETCH; at < Math.min(end, settledFrom) && readings.hasFrom(walk.sensor(), at); ) {
            long to = Math.min(end, hours.endOf(at + stretch));
            readings.visit(walk.sensor(), at, to, this::offer);
            at = to;
            stretch *= 2;
        }
        return Math.min(at, settledFrom);
    }

    private boolean isNothing() {
        Sensor row = walk.sensor();
        return switch (row.kind()) {
            case STATE -> true;
            case AMOUNT -> row.limits().maxRate().isEmpty();
            case COUNTER, GAUGE -> false;
        };
    }

    private void offer(TimedValue reading) {
        if (reading.timeMicros() >= settledFrom) {
            return;
        }
        Optional<BigDecimal> value = walk.value(reading);
        if (settledFrom == Long.MAX_VALUE && value.isPresent() && isSettled(reading.timeMicros(), value.get())) {
            long hour = hours.hourOf(reading.timeMicros());
            // An hour that is shown is shown whole.
            settledFrom = hour == walk.newestHour() ? hours.endOf(reading.timeMicros()) : reading.timeMicros();
        }
        if (reading.timeMicros() < settledFrom) {
            walk.add(reading);
        }
        if (value.isPresent()) {
            first = seen == 0 ? value.get() : first;
            firstMicros = seen == 0 ? reading.timeMicros() : firstMicros;
            lastMicros = reading.timeMicros();
            seen++;
        }
    }

    /** Whether this reading, and all behind it, are what they were before the correction. */
    private boolean isSettled(long micros, BigDecimal value) {
        return switch (walk.sensor().kind()) {
            case COUNTER -> seen >= CounterGrowth.LOOK_BACK;
            case AMOUNT -> seen >= 1;
            case STATE -> true;
            case GAUGE ->
                first != null
                        && (first.compareTo(value) != 0
                                || micros - lastMicros > walk.stuckMicros()
                                || micros - firstMicros > walk.stuckLimit(value) + walk.stuckMicros());
        };
    }
}
