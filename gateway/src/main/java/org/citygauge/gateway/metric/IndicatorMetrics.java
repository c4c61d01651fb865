package org.citygauge.gateway.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.live.City;
import org.citygauge.indicators.formula.Outcome;

/** The values of the current year's indicators; one that has no value is absent. */
final class IndicatorMetrics {
    private final City city;
    private final String cityId;
    private final MultiGauge values;

    IndicatorMetrics(MeterRegistry registry, City city, String cityId) {
        this.city = city;
        this.cityId = cityId;
        values = MultiGauge.builder("citygauge.indicator.value")
                .description("Value of an indicator of the current year")
                .register(registry);
    }

    synchronized void refresh() {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (IndicatorState state : city.now().indicators()) {
            if (state.outcome() instanceof Outcome.Computed(var value)) {
                Tags tags = Tags.of(
                        "city", cityId, "indicator", state.indicator().number().toString());
                rows.add(MultiGauge.Row.of(tags, value::doubleValue));
            }
        }
        values.register(rows, true);
    }
}
