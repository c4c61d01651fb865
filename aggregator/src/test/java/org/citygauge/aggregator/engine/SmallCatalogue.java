package org.citygauge.aggregator.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.indicators.catalogue.Better;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/** A measure of each kind that readings can feed, and an indicator for each pair of them. */
final class SmallCatalogue {
    static final Catalogue ALL = catalogue();

    private SmallCatalogue() {}

    private static Catalogue catalogue() {
        Map<IndicatorNumber, Indicator> indicators = new TreeMap<>();
        Map<MeasureId, Measure> measures = new TreeMap<>(java.util.Comparator.comparing(MeasureId::value));
        add(
                indicators,
                measures,
                7,
                measure("growth", "GW.h", Aggregation.COUNTER, sensors(List.of("counter"), List.of("export"), null)),
                measure("amount", "W.h", Aggregation.SUM, sensors(List.of("amount", "counter"), List.of(), null)));
        add(
                indicators,
                measures,
                10,
                measure("time", "h", Aggregation.DURATION_TOTAL, sensors(List.of("state"), List.of(), "1")),
                measure("entries", "{entry}", Aggregation.SUM, sensors(List.of("state"), List.of(), "1")));
        add(
                indicators,
                measures,
                19,
                measure("live", "{thing}", Aggregation.LIVE_WEIGHT, register("state", true)),
                measure("all", "{thing}", Aggregation.LAST, register("state", false)));
        add(
                indicators,
                measures,
                8,
                measure("mean", "kW.h", Aggregation.MEAN, sensors(List.of("gauge"), List.of(), null)),
                measure("last", "MW.h", Aggregation.LAST, sensors(List.of("gauge"), List.of(), null)));
        return new Catalogue("small", indicators, measures);
    }

    private static void add(
            Map<IndicatorNumber, Indicator> indicators,
            Map<MeasureId, Measure> measures,
            int theme,
            Measure above,
            Measure below) {
        measures.put(above.id(), above);
        measures.put(below.id(), below);
        var number = new IndicatorNumber(theme, 1);
        indicators.put(
                number,
                new Indicator(
                        number,
                        new Theme(theme, "Theme"),
                        above.id() + " by " + below.id(),
                        "%",
                        new Formula(BigDecimal.valueOf(100), above.id(), below.id(), false),
                        Better.HIGHER,
                        "one by the other",
                        ""));
    }

    private static Measure measure(String id, String unit, Aggregation aggregation, Binding binding) {
        return new Measure(new MeasureId(id), id, new Unit(unit), aggregation, binding);
    }

    private static Binding sensors(
            List<String> plus, List<String> minus, @org.jspecify.annotations.Nullable String state) {
        return new Binding.Sensors(
                plus, minus, Map.of(), "energy", Optional.ofNullable(state).map(BigDecimal::new));
    }

    private static Binding register(String assetClass, boolean live) {
        return new Binding.Register(assetClass, Map.of(), Optional.of("weight"), live);
    }
}
