package org.citygauge.gateway.snapshot.content;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.SensorCount;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.snapshot.table.IndicatorRows;
import org.citygauge.gateway.snapshot.table.Words;
import org.citygauge.gateway.table.Cells;
import org.citygauge.indicators.catalogue.Indicator;

/** {@code data/indicators.json}: every indicator with all that explains it. Decimals are text, to keep their digits. */
public final class IndicatorsJson {
    /** Where it is in the package. */
    public static final String PATH = "data/indicators.json";

    private IndicatorsJson() {}

    /** The file. */
    public static String of(About about, YearState state) {
        ObjectNode json = JsonText.object()
                .put("city", about.city().id())
                .put("edition", about.edition())
                .put("year", about.year())
                .put("asOf", about.asOf().toString());
        ArrayNode indicators = json.putArray("indicators");
        state.indicators().forEach(indicator -> put(indicators.addObject(), indicator));
        return JsonText.write(json);
    }

    private static void put(ObjectNode json, IndicatorState state) {
        Indicator its = state.indicator();
        json.put("number", its.number().toString());
        json.putObject("theme")
                .put("number", its.theme().number())
                .put("title", its.theme().title());
        json.put("title", its.title())
                .put("unit", its.unit())
                .put("status", Words.status(state.outcome()))
                .put("value", exact(Words.value(state)))
                .put("scale", Cells.exact(its.formula().scale()))
                .put("formulaInWords", its.formulaInWords())
                .put("better", its.better().name().toLowerCase(Locale.ROOT))
                .put("notes", its.notes());
        measure(json.putObject("numerator"), state.numerator());
        measure(json.putObject("denominator"), state.denominator());
        json.put("missing", IndicatorRows.missing(state)).put("completeness", exact(state.completeness()));
        sensors(json.putObject("sensors"), state.sensors());
        flags(json.putArray("flags"), state.flags());
    }

    private static void measure(ObjectNode json, MeasureState state) {
        json.put("measure", state.measure().id().value())
                .put("title", state.measure().title())
                .put("value", exact(state.value()))
                .put("unit", state.measure().unit().code())
                .put("aggregation", state.measure().aggregation().code())
                .put("source", state.source())
                .put("sourceDetail", state.sourceDetail())
                .put("missing", state.missing().orElse(null))
                .put("completeness", exact(state.completeness()))
                .put("carriedFrom", state.carriedFrom().orElse(null));
        sensors(json.putObject("sensors"), state.sensors());
        flags(json.putArray("flags"), state.flags());
    }

    private static void sensors(ObjectNode json, SensorCount count) {
        json.put("bound", count.bound()).put("live", count.live()).put("neverReported", count.neverReported());
    }

    private static void flags(ArrayNode json, java.util.Set<Flag> flags) {
        flags.stream().sorted().map(Flag::code).forEach(json::add);
    }

    private static @org.jspecify.annotations.Nullable String exact(Optional<BigDecimal> value) {
        return value.map(Cells::exact).orElse(null);
    }
}
