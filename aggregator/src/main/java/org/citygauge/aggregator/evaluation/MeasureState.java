package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.indicators.measure.Measure;

/**
 * A measure at an instant.
 *
 * @param measure which
 * @param value in the measure's unit, exact; empty when missing
 * @param missing why there is no value; empty when there is one
 * @param source one of "sensor", "register" and "entered"
 * @param sourceDetail the same for people: the classes, or who entered the figure
 * @param completeness mean over its sensors, 0 to 1; empty without sensors
 * @param sensors how many sensors are behind it
 * @param bound the rows of the register behind it
 * @param flags what is remarkable
 * @param carriedFrom the year a carried figure is of
 */
public record MeasureState(
        Measure measure,
        Optional<BigDecimal> value,
        Optional<String> missing,
        String source,
        String sourceDetail,
        Optional<BigDecimal> completeness,
        SensorCount sensors,
        List<Sensor> bound,
        Set<Flag> flags,
        Optional<Integer> carriedFrom) {

    /** Whether both are as complete, and remarkable for the same. */
    boolean isAsGoodAs(MeasureState other) {
        return completeness.equals(other.completeness) && flags.equals(other.flags);
    }
}
