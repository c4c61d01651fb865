package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.formula.Outcome;

/**
 * An indicator at an instant.
 *
 * @param year the reporting year it is of
 * @param completeness the lower of its measures'; empty without sensors
 * @param sensors behind either measure, each counted once
 * @param flags its own and those of its measures
 * @param asOf the instant it was evaluated for
 */
public record IndicatorState(
        Indicator indicator,
        int year,
        Outcome outcome,
        MeasureState numerator,
        MeasureState denominator,
        Optional<BigDecimal> completeness,
        SensorCount sensors,
        Set<Flag> flags,
        Instant asOf) {

    /** Whether both say the same, whenever they were evaluated. */
    public boolean saysTheSameAs(IndicatorState other) {
        return year == other.year
                && outcome.equals(other.outcome)
                && numerator.value().equals(other.numerator.value())
                && denominator.value().equals(other.denominator.value())
                && numerator.missing().equals(other.numerator.missing())
                && denominator.missing().equals(other.denominator.missing())
                && completeness.equals(other.completeness)
                && sensors.equals(other.sensors)
                && flags.equals(other.flags)
                && numerator.isAsGoodAs(other.numerator)
                && denominator.isAsGoodAs(other.denominator);
    }
}
