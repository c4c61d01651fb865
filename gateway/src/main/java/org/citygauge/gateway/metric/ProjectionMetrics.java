package org.citygauge.gateway.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.aggregator.projection.Rebuild;

/** How a copy of the numbers elsewhere fares. */
record ProjectionMetrics(MeterRegistry registry, Tags tags, Projection projection) {
    void show() {
        gauge(
                "citygauge.projection.lag.seconds",
                "How far a copy is behind; 0 while less than the running hour is missing",
                copy -> copy.lag().toMillis() / 1000.0);
        gauge(
                "citygauge.projection.rebuild.ratio",
                "How much of a rebuild is done; 1 where none is under way",
                copy -> copy.rebuild().map(Rebuild::share).orElse(1.0));
        counter(
                "citygauge.projection.points.written",
                "Points that are there",
                tags,
                copy -> copy.counts().written());
        counter(
                "citygauge.projection.points.set.aside",
                "Points the other system refuses for what they are",
                tags,
                copy -> copy.counts().setAside());
        String failures = "Attempts to write that failed: away is tried again soon, denied needs somebody to see to it";
        counter(
                "citygauge.projection.failures",
                failures,
                tags.and("cause", "away"),
                copy -> copy.counts().away());
        counter(
                "citygauge.projection.failures",
                failures,
                tags.and("cause", "denied"),
                copy -> copy.counts().denied());
    }

    private void gauge(String name, String description, ToDoubleFunction<Projection> value) {
        Gauge.builder(name, projection, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void counter(String name, String description, Tags its, ToDoubleFunction<Projection> count) {
        FunctionCounter.builder(name, projection, count)
                .description(description)
                .tags(its)
                .register(registry);
    }
}
