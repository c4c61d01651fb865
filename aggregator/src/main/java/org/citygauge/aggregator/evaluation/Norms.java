package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;

/**
 * What a sensor's values are compared with besides its own limits.
 *
 * @param weight of the asset, where it is given in the sensor's unit
 * @param stuckAfter how long a value may stand still
 */
record Norms(Optional<BigDecimal> weight, Duration stuckAfter) {
    /** Zero is also what a sensor shows while there is nothing to measure: it may stand so many times longer. */
    static final int ZERO_FACTOR = 10;

    private static final int INTERVALS = 3;

    /** How long a gauge may show one value; who reports seldom needs longer to show another. */
    long stuckMicros(Sensor sensor) {
        long nanos = Math.max(stuckAfter.toNanos(), sensor.expectedInterval().toNanos() * INTERVALS);
        return nanos / 1000;
    }

    /** Whether an asset would hold more than it can; what a counter shows, it does not hold. */
    boolean isOver(Sensor sensor, BigDecimal value) {
        return sensor.kind() != SensorKind.COUNTER
                && weight.filter(most -> value.compareTo(most) > 0).isPresent();
    }
}
