package org.citygauge.gateway.run;

import io.vertx.core.Vertx;
import java.util.Optional;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.health.HealthChecks;
import org.citygauge.gateway.metric.Metrics;

/** The MQTT doors: the listener, and a subscriber for each source with a broker. */
final class MqttDoors implements AutoCloseable {
    MqttDoors(Vertx vertx, Configuration configuration, Journal journal, Metrics metrics, HealthChecks health) {}

    void open() {}

    Optional<String> url() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
