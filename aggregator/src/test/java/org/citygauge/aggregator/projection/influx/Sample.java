package org.citygauge.aggregator.projection.influx;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.SensorCount;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.indicators.catalogue.Better;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/** Indicators with numbers of one's choice. */
final class Sample {
    private Sample() {}

    /** An indicator of numerator ÷ 4, with or without its inputs. */
    static IndicatorState state(String number, Instant asOf, Optional<String> numerator) {
        IndicatorNumber parsed = IndicatorNumber.parse(number);
        var formula = new Formula(BigDecimal.ONE, new MeasureId("above"), new MeasureId("below"), false);
        var indicator = new Indicator(
                parsed, new Theme(parsed.theme(), "Theme"), "Title", "1", formula, Better.HIGHER, "above ÷ below", "");
        Optional<BigDecimal> above = numerator.map(BigDecimal::new);
        Optional<BigDecimal> below = Optional.of(new BigDecimal("4"));
        return new IndicatorState(
                indicator,
                2026,
                formula.evaluate(above, below),
                measure("above", above),
                measure("below", below),
                Optional.of(new BigDecimal("0.5")),
                SensorCount.NONE,
                Set.of(),
                asOf);
    }

    static YearState year(Instant asOf, IndicatorState... states) {
        Map<MeasureId, MeasureState> measures = new HashMap<>();
        for (IndicatorState state : states) {
            String id = "above_" + state.indicator().number().toString().replace('.', '_');
            measures.put(new MeasureId(id), measure(id, state.numerator().value(), new SensorCount(3, 2, 1)));
        }
        return new YearState(2026, asOf, List.of(states), measures);
    }

    private static MeasureState measure(String id, Optional<BigDecimal> value) {
        return measure(id, value, SensorCount.NONE);
    }

    private static MeasureState measure(String id, Optional<BigDecimal> value, SensorCount sensors) {
        return new MeasureState(
                new Measure(new MeasureId(id), id, new Unit("1"), Aggregation.LAST, new Binding.Entered()),
                value,
                value.isPresent() ? Optional.empty() : Optional.of("not entered"),
                "entered",
                "",
                Optional.empty(),
                sensors,
                List.of(),
                Set.of(),
                Optional.empty());
    }
}
