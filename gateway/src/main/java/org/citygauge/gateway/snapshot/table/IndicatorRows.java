package org.citygauge.gateway.snapshot.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.table.Cells;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.formula.Outcome;

/** The rows of {@link Forms#INDICATORS}. */
public final class IndicatorRows {
    private IndicatorRows() {}

    /** All indicators, in order. */
    public static List<List<String>> of(YearState year) {
        return year.indicators().stream().map(IndicatorRows::row).toList();
    }

    private static List<String> row(IndicatorState state) {
        Indicator its = state.indicator();
        return List.of(
                its.number().toString(),
                Integer.toString(its.theme().number()),
                its.theme().title(),
                its.title(),
                its.unit(),
                Integer.toString(state.year()),
                Words.status(state.outcome()),
                Words.exact(Words.value(state)),
                Cells.exact(its.formula().scale()),
                its.formula().numerator().value(),
                its.formula().denominator().value(),
                Boolean.toString(its.formula().zeroWhenNothing()),
                its.better().name().toLowerCase(Locale.ROOT),
                Words.exact(state.completeness()),
                Integer.toString(state.sensors().bound()),
                Integer.toString(state.sensors().live()),
                Integer.toString(state.sensors().neverReported()),
                Words.flags(state.flags()),
                missing(state),
                state.asOf().toString());
    }

    /** Why an indicator has no value; empty where it has one. */
    public static String missing(IndicatorState state) {
        return switch (state.outcome()) {
            case Outcome.Computed computed -> "";
            case Outcome.Undefined(String reason) -> reason;
            case Outcome.Incomplete incomplete ->
                Stream.of(state.numerator(), state.denominator())
                        .map(IndicatorRows::missing)
                        .flatMap(Optional::stream)
                        .distinct()
                        .collect(Collectors.joining("; "));
        };
    }

    private static Optional<String> missing(MeasureState measure) {
        return measure.missing().map(reason -> measure.measure().id() + ": " + reason);
    }
}
