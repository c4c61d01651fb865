package org.citygauge.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.SensorCount;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.formula.Outcome;
import org.citygauge.indicators.measure.MeasureId;
import org.jspecify.annotations.Nullable;

/** Indicators as JSON; numbers are the nearest doubles. */
final class IndicatorJson {
    private IndicatorJson() {}

    /** An indicator as lists and the stream show it. */
    static JsonObject item(IndicatorState state) {
        Indicator indicator = state.indicator();
        return new JsonObject()
                .put("number", indicator.number().toString())
                .put("theme", indicator.theme().title())
                .put("title", indicator.title())
                .put("unit", indicator.unit())
                .put("better", indicator.better().name().toLowerCase(Locale.ROOT))
                .put("year", state.year())
                .put("status", status(state.outcome()))
                .put("value", value(state.outcome()))
                .put("reason", reason(state.outcome()))
                .put("numerator", measure(state.numerator()))
                .put("denominator", measure(state.denominator()))
                .put("missing", missing(state))
                .put("completeness", Nearest.of(state.completeness()))
                .put("sensors", sensors(state.sensors()))
                .put("flags", flags(state.flags()))
                .put("asOf", state.asOf().toString());
    }

    /** A step of the history. */
    static JsonObject point(IndicatorState state) {
        return new JsonObject()
                .put("at", state.asOf().toString())
                .put("value", value(state.outcome()))
                .put("status", status(state.outcome()));
    }

    /** An indicator with all that explains it. */
    static JsonObject detail(IndicatorState state) {
        Indicator indicator = state.indicator();
        return item(state)
                .put("formula", indicator.formulaInWords())
                .put("scale", Nearest.of(indicator.formula().scale()))
                .put("notes", indicator.notes())
                .put(
                        "sources",
                        new JsonArray()
                                .add(source("numerator", state.numerator()))
                                .add(source("denominator", state.denominator())));
    }

    static String status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Computed computed -> "computed";
            case Outcome.Incomplete incomplete -> "incomplete";
            case Outcome.Undefined undefined -> "undefined";
        };
    }

    private static @Nullable Number value(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Computed(var value) -> Nearest.of(value);
            case Outcome.Incomplete incomplete -> null;
            case Outcome.Undefined undefined -> null;
        };
    }

    private static @Nullable String reason(Outcome outcome) {
        return outcome instanceof Outcome.Undefined(var reason) ? reason : null;
    }

    private static JsonArray missing(IndicatorState state) {
        if (!(state.outcome() instanceof Outcome.Incomplete incomplete)) {
            return new JsonArray();
        }
        return Reply.array(measures(state)
                .filter(measure -> isMissing(incomplete, measure))
                .map(measure ->
                        new JsonObject().put("measure", id(measure).value()).put("reason", missingReason(measure))));
    }

    private static Stream<MeasureState> measures(IndicatorState state) {
        return Stream.of(state.numerator(), state.denominator());
    }

    private static boolean isMissing(Outcome.Incomplete incomplete, MeasureState measure) {
        return incomplete.missing().contains(id(measure));
    }

    private static String missingReason(MeasureState measure) {
        return measure.missing().orElse("not reported yet");
    }

    private static MeasureId id(MeasureState state) {
        return state.measure().id();
    }

    private static JsonObject measure(MeasureState state) {
        return new JsonObject()
                .put("measure", id(state).value())
                .put("value", Nearest.of(state.value()))
                .put("unit", state.measure().unit().code())
                .put("source", state.source())
                .put("completeness", Nearest.of(state.completeness()))
                .put("flags", flags(state.flags()));
    }

    private static JsonObject source(String role, MeasureState state) {
        return measure(state)
                .put("role", role)
                .put("title", state.measure().title())
                .put("detail", state.sourceDetail())
                .put("aggregation", state.measure().aggregation().name().toLowerCase(Locale.ROOT))
                .put("missing", state.missing().orElse(null))
                .put("carriedFrom", state.carriedFrom().orElse(null))
                .put("sensors", sensors(state.sensors()));
    }

    private static JsonObject sensors(SensorCount count) {
        return new JsonObject()
                .put("bound", count.bound())
                .put("live", count.live())
                .put("neverReported", count.neverReported());
    }

    private static JsonArray flags(Set<Flag> flags) {
        var array = new JsonArray();
        flags.stream().sorted(Comparator.naturalOrder()).forEach(flag -> array.add(flag.code()));
        return array;
    }
}
