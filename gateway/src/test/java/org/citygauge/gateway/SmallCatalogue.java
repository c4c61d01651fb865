package org.citygauge.gateway;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** A catalogue of one indicator and a measure of each sort. */
public final class SmallCatalogue {
    private static final Binding SPACES =
            new Binding.Register("parking_facility", Map.of(), Optional.of("weight"), true);

    private SmallCatalogue() {}

    public static Catalogue catalogue() {
        var measures = new LinkedHashMap<MeasureId, Measure>();
        List.of(
                        measure("public_parking_spaces_available", "{space}", Aggregation.LIVE_WEIGHT, SPACES),
                        measure("population", "{person}", Aggregation.LAST, new Binding.Entered()),
                        measure("budget_total", "{currency}", Aggregation.SUM, new Binding.Entered()),
                        measure("energy_total", "kW.h", Aggregation.SUM, new Binding.Entered()),
                        measure(
                                "roads_length",
                                "km",
                                Aggregation.LAST,
                                new Binding.Register("road", Map.of(), Optional.of("length_km"), false)))
                .forEach(measure -> measures.put(measure.id(), measure));
        var number = IndicatorNumber.parse("19.8");
        var indicator = new Indicator(
                number,
                new Theme(19, "Transportation"),
                "Spaces",
                "1",
                new Formula(
                        BigDecimal.ONE,
                        new MeasureId("public_parking_spaces_available"),
                        new MeasureId("population"),
                        false),
                Better.HIGHER,
                "spaces per person",
                "");
        return new Catalogue("Test", Map.of(number, indicator), measures);
    }

    private static Measure measure(String id, String unit, Aggregation aggregation, Binding binding) {
        return new Measure(new MeasureId(id), id.replace('_', ' '), new Unit(unit), aggregation, binding);
    }
}
