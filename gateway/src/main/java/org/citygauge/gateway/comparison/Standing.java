package org.citygauge.gateway.comparison;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.formula.Outcome;

/**
 * An indicator of one city in one year.
 *
 * @param value exact; empty where there is none
 * @param status "computed", "incomplete" or "undefined"
 * @param flags what is remarkable, by their codes
 */
public record Standing(
        Indicator indicator, int year, String status, Optional<BigDecimal> value, Method method, Set<String> flags) {
    public Standing {
        flags = Set.copyOf(flags);
    }

    static Standing of(IndicatorState state) {
        return new Standing(
                state.indicator(),
                state.year(),
                switch (state.outcome()) {
                    case Outcome.Computed computed -> "computed";
                    case Outcome.Incomplete incomplete -> "incomplete";
                    case Outcome.Undefined undefined -> "undefined";
                },
                state.outcome() instanceof Outcome.Computed(BigDecimal value) ? Optional.of(value) : Optional.empty(),
                Method.of(
                        state.indicator(),
                        state.numerator().measure(),
                        state.denominator().measure()),
                state.flags().stream().map(flag -> flag.code()).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** All indicators of a year. */
    public static List<Standing> of(YearState year) {
        return year.indicators().stream().map(Standing::of).toList();
    }
}
