package org.citygauge.gateway.snapshot.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.gateway.comparison.Change;
import org.citygauge.gateway.comparison.Standing;
import org.citygauge.gateway.snapshot.table.IndicatorRows;
import org.citygauge.gateway.snapshot.table.Words;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.measure.Unit;

/** One indicator of the report, on its own lines. */
final class IndicatorModel {
    private IndicatorModel() {}

    static Map<String, Object> of(IndicatorState state, Optional<Change> change) {
        Indicator its = state.indicator();
        var context = new LinkedHashMap<String, Object>();
        context.put("number", its.number().toString());
        context.put("title", Clean.text(its.title()));
        context.put("unit", Clean.text(its.unit()));
        context.put("value", Words.value(state).map(Shown::value).orElse(""));
        context.put("hasValue", Words.value(state).isPresent());
        context.put("status", Words.status(state.outcome()));
        context.put("missing", Clean.text(IndicatorRows.missing(state)));
        context.put("words", Clean.text(its.formulaInWords()));
        context.put("better", better(its));
        context.put("completeness", Shown.share(state.completeness()));
        context.put(
                "inputs",
                List.of(measure("numerator", state.numerator()), measure("denominator", state.denominator())));
        context.put("flags", state.flags().stream().sorted().map(Shown::flag).collect(Collectors.joining("; ")));
        context.put("notes", Clean.text(its.notes()));
        context.put("before", change.map(IndicatorModel::before).orElse(""));
        return context;
    }

    private static String better(Indicator indicator) {
        return switch (indicator.better()) {
            case HIGHER -> "higher is better";
            case LOWER -> "lower is better";
            case NEUTRAL -> "neither way is better in itself";
        };
    }

    private static Map<String, Object> measure(String role, MeasureState state) {
        return Map.of(
                "role", role,
                "title", Clean.text(state.measure().title()),
                "value", state.value().map(Shown::input).orElse("–"),
                "unit", unit(state.measure().unit()),
                "source", Clean.text(source(state)),
                "completeness", Shown.share(state.completeness()),
                "sensors", sensors(state));
    }

    /** Counted things are written in braces in UCUM. */
    private static String unit(Unit unit) {
        return Clean.text(unit.code().replaceAll("[{}]", "").replace('.', '\u00B7'));
    }

    private static String source(MeasureState state) {
        String carried = state.carriedFrom()
                .map(year -> ", carried forward from " + year)
                .orElse("");
        return state.sourceDetail().isBlank()
                        || (state.value().isEmpty() && state.source().equals("entered"))
                ? state.source() + carried
                : state.source() + ": " + state.sourceDetail() + carried;
    }

    private static String sensors(MeasureState state) {
        return state.sensors().bound() == 0
                ? ""
                : state.sensors().bound() + (state.sensors().bound() == 1 ? " sensor, " : " sensors, ")
                        + state.sensors().live() + " live"
                        + (state.sensors().neverReported() == 0
                                ? ""
                                : ", " + state.sensors().neverReported() + " never heard");
    }

    /** How it compares with the year before, in a sentence. */
    private static String before(Change change) {
        Optional<BigDecimal> value = change.before().flatMap(Standing::value);
        if (value.isEmpty()) {
            return "";
        }
        String was = Shown.value(value.get());
        return change.absolute()
                        .map(by -> was + ", a change of " + Shown.change(by)
                                + change.relative()
                                        .map(share -> " (" + (share.signum() > 0 ? "+" : "")
                                                + Shown.share(share).replace("-", "\u2212") + ")")
                                        .orElse("")
                                + ": " + direction(change))
                        .orElse(was)
                + (change.methodologyChanged() ? "; made differently" : "");
    }

    static String direction(Change change) {
        return switch (change.direction()) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case UNCHANGED -> "unchanged";
            case NEUTRAL -> "neither better nor worse";
            case UNKNOWN -> "–";
        };
    }
}
