package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.TimedValue;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.jspecify.annotations.Nullable;

/**
 * What one row of the register gave so far in a year, kept up to date. Belongs to one thread.
 *
 * <p>A reading in order is added to what there is. A late one takes the fold back to the start of the running hour, or of the hour
 * before that had readings, or of the year, and adds up again from there: what comes out is always what sorted readings give.
 */
final class SensorFold {
    private static final long MICROS = 1_000_000;

    private final Sensor sensor;
    private final Optional<BigDecimal> weight;
    private final SensorReadings readings;
    private final CityHours hours;
    private final Span year;
    private @Nullable Mark older;
    private @Nullable Mark newer;
    private Mark current;
    private long hour;

    /**
     * A fold at some point in time.
     *
     * @param fold has everything before {@code at}
     * @param heard when the sensor was heard last before {@code at}, {@link Long#MIN_VALUE} if never
     */
    private record Mark(ContributionFold fold, long at, long heard) {
        Mark copy() {
            return new Mark(fold.copy(), at, heard);
        }
    }

    SensorFold(Sensor sensor, Optional<BigDecimal> weight, SensorReadings readings, CityHours hours, Span year) {
        this.sensor = sensor;
        this.weight = weight;
        this.readings = readings;
        this.hours = hours;
        this.year = year;
        this.current = begin();
        this.hour = hours.hourOf(current.at);
    }

    private Mark begin() {
        older = null;
        newer = null;
        long start = SensorReadings.start(sensor, year);
        long heard = readings.lastBefore(sensor, start)
                .map(reading -> reading.timeMicros())
                .orElse(Long.MIN_VALUE);
        return new Mark(readings.begin(sensor, weight, year), start, heard);
    }

    Sensor sensor() {
        return sensor;
    }

    Optional<BigDecimal> weight() {
        return weight;
    }

    /** Adds what came before {@code to} and was not added yet. */
    void advance(long to) {
        if (to > current.at) {
            readings.visit(sensor, current.at, to, this::add);
        }
    }

    /** The one series this row speaks for; empty where it has none, or several. */
    Optional<Series> onlySeries() {
        List<Series> series = readings.series(sensor);
        return series.size() == 1 ? Optional.of(series.getFirst()) : Optional.empty();
    }

    /** Adds a reading of its series, unless it was added or lies outside the row's validity. */
    void offer(TimedValue reading, long to) {
        long time = reading.timeMicros();
        if (time >= current.at
                && time < to
                && time < SensorReadings.micros(sensor.validity().to())) {
            add(reading);
        }
    }

    /** Where it goes on from, in microseconds. */
    long at() {
        return current.at;
    }

    private void add(TimedValue reading) {
        long its = hours.hourOf(reading.timeMicros());
        if (its != hour) {
            mark(new Mark(current.fold.copy(), its * MICROS, current.heard));
            hour = its;
        }
        current.fold.add(reading);
        current = new Mark(current.fold, reading.timeMicros() + 1, reading.timeMicros());
    }

    private void mark(Mark hourStart) {
        older = newer;
        newer = hourStart;
    }

    /** Readings changed from {@code from} on: forgets what was added since. */
    void correct(long from) {
        if (from >= current.at) {
            return;
        }
        Mark near = newer;
        Mark far = older;
        if (near != null && from >= near.at) {
            current = near.copy();
        } else if (far != null && from >= far.at) {
            current = far.copy();
            newer = far;
            older = null;
        } else {
            current = begin();
        }
        hour = hours.hourOf(current.at);
    }

    /** Everything added so far lies before {@code reference}. */
    Contribution until(Instant reference) {
        long end = Math.min(
                MicroTime.of(reference), SensorReadings.micros(sensor.validity().to()));
        return current.fold.until(end);
    }

    Optional<Instant> lastHeard() {
        return current.heard == Long.MIN_VALUE ? Optional.empty() : Optional.of(MicroTime.instant(current.heard));
    }
}
