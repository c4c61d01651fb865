package org.citygauge.aggregator.evaluation;

import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.jspecify.annotations.Nullable;

/** Brings a walk to where it begins: as if it had seen all that came before. */
final class LeadIn {
    private static final long FIRST_STRETCH = 6 * 3_600_000_000L;

    private final SensorReadings readings;
    private final CityHours hours;
    private final Walks walks;

    /** Makes walks. */
    @FunctionalInterface
    interface Walks {
        HourWalk at(Sensor row, long startMicros);
    }

    LeadIn(SensorReadings readings, CityHours hours, Walks walks) {
        this.readings = readings;
        this.hours = hours;
        this.walks = walks;
    }

    /**
     * A walk that is ready for the first reading of the hour that {@code from} lies in, or of an earlier one: a fall of a counter that
     * waits for what comes now is walked again.
     *
     * @param carry where an earlier walk over the row ended, if that is known
     */
    HourWalk begin(Sensor row, long from, HourWalk.@Nullable Carry carry) {
        long start = start(row, from);
        if (carry != null && carry.micros() < start && (row.kind() != SensorKind.COUNTER || carry.since() < start)) {
            HourWalk walk = walks.at(row, start);
            walk.carryOn(carry);
            return walk;
        }
        if (readings.series(row).stream().mapToLong(Series::oldestMicros).min().orElse(Long.MAX_VALUE) >= start) {
            return walks.at(row, start);
        }
        return switch (row.kind()) {
            case COUNTER -> counter(row, start);
            case GAUGE -> gauge(row, start);
            case AMOUNT -> row.limits().maxRate().isPresent() ? led(row, start) : walks.at(row, start);
            case STATE -> walks.at(row, start);
        };
    }

    private long start(Sensor row, long micros) {
        return Math.max(
                hours.startOf(micros), SensorReadings.micros(row.validity().from()));
    }

    private HourWalk led(Sensor row, long start) {
        HourWalk walk = walks.at(row, start);
        readings.visit(row, readings.leadIn(row, start), start, walk::add);
        return walk;
    }

    private HourWalk counter(Sensor row, long start) {
        HourWalk walk = led(row, start);
        return walk.waitingSince() == Long.MAX_VALUE ? walk : led(row, start(row, walk.waitingSince()));
    }

    /** Back to where the value it shows began, or to where it is stuck for certain. */
    private HourWalk gauge(Sensor row, long start) {
        long from = readings.leadIn(row, start);
        for (long stretch = FIRST_STRETCH; ; stretch *= 2) {
            HourWalk walk = walks.at(row, start);
            long begin = from - stretch;
            var first = new long[] {Long.MAX_VALUE};
            readings.visit(row, begin, start, reading -> {
                first[0] = Math.min(first[0], reading.timeMicros());
                walk.add(reading);
            });
            boolean isAll = Math.max(
                            readings.oldest(row),
                            SensorReadings.micros(row.validity().from()))
                    >= begin;
            boolean isSure = walk.sameSince() > first[0]
                    || start - walk.sameSince() > walk.stuckLimit(walk.lastValue()) + walk.stuckMicros();
            if (isAll || isSure || walk.sameSince() == Long.MIN_VALUE) {
                return walk;
            }
        }
    }
}
