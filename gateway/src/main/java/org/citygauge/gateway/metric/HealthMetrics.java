package org.citygauge.gateway.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Map;
import org.citygauge.gateway.health.Health;
import org.citygauge.gateway.health.HealthChecks;

/** What each part of the gateway says of itself, as a number: 1 well, 0 worth a look, −1 not working. */
final class HealthMetrics {
    private final HealthChecks checks;
    private final MultiGauge parts;

    HealthMetrics(MeterRegistry registry, HealthChecks checks) {
        this.checks = checks;
        parts = MultiGauge.builder("citygauge.health")
                .description("What a part of the gateway says of itself: 1 ok, 0 degraded, -1 down")
                .register(registry);
    }

    synchronized void refresh() {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (Map.Entry<String, Health> part : checks.report().parts().entrySet()) {
            rows.add(MultiGauge.Row.of(
                    Tags.of("part", part.getKey()), number(part.getValue().status())));
        }
        parts.register(rows, true);
    }

    private static int number(Health.Status status) {
        return switch (status) {
            case OK -> 1;
            case DEGRADED -> 0;
            case DOWN -> -1;
        };
    }
}
