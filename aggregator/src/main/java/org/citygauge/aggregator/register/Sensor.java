package org.citygauge.aggregator.register;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.citygauge.indicators.measure.Unit;

/**
 * One row of {@code sensors.csv}: what a device on an asset measures, while it is valid.
 *
 * @param id the sensor, as its readings name it
 * @param asset the id of the asset it belongs to
 * @param quantity what it measures
 * @param unit the unit of its values where a reading names none
 * @param kind how its values add up
 * @param expectedInterval at least one reading is due in each; positive
 * @param validity when this row speaks for the sensor
 * @param limits what its values are expected to keep to
 * @param opening baseline of a counter's first reading
 * @param rollover the value at which a counter starts again
 * @param hold how long a state holds at most without a further reading
 */
public record Sensor(
        String id,
        String asset,
        String quantity,
        Unit unit,
        SensorKind kind,
        Duration expectedInterval,
        Span validity,
        Limits limits,
        Optional<BigDecimal> opening,
        Optional<BigDecimal> rollover,
        Optional<Duration> hold) {

    public Sensor {
        if (expectedInterval.isZero() || expectedInterval.isNegative()) {
            throw new IllegalArgumentException("expected_interval must be positive");
        }
    }

    /**
     * What the values of a sensor are expected to keep to; a value outside is flagged, never dropped.
     *
     * @param maxRate the largest plausible change in the sensor's unit per second
     */
    public record Limits(Optional<BigDecimal> min, Optional<BigDecimal> max, Optional<BigDecimal> maxRate) {
        public static final Limits NONE = new Limits(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
