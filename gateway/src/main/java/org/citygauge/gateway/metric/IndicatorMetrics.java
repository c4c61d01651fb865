package org.citygauge.gateway.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.live.City;
import org.citygauge.indicators.formula.Outcome;

/** The values of the current year's indicators; one that has no value is absent. And how many there are of each status. */
final class IndicatorMetrics {
    private final City city;
    private final String cityId;
    private final MultiGauge values;
    private final MultiGauge counts;

    IndicatorMetrics(MeterRegistry registry, City city, String cityId) {
        this.city = city;
        this.cityId = cityId;
        values = MultiGauge.builder("citygauge.indicator.value")
                .description("Value of an indicator of the current year")
                .register(registry);
        counts = MultiGauge.builder("citygauge.indicators")
                .description("How many indicators of the current year have this status")
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
        counts.register(
                List.of(
                        count("computed", Outcome.Computed.class),
                        count("incomplete", Outcome.Incomplete.class),
                        count("undefined", Outcome.Undefined.class)),
                true);
    }

    private MultiGauge.Row<?> count(String status, Class<? extends Outcome> outcome) {
        long count = city.now().indicators().stream()
                .filter(state -> outcome.isInstance(state.outcome()))
                .count();
        return MultiGauge.Row.of(Tags.of("city", cityId, "status", status), count);
    }
}
