package org.citygauge.gateway.run;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.health.Health;
import org.citygauge.gateway.health.HealthChecks;
import org.citygauge.gateway.metric.AckRecorder;
import org.citygauge.gateway.metric.Metrics;
import org.citygauge.gateway.mqtt.listener.ListenerEvents;
import org.citygauge.gateway.mqtt.listener.MqttListener;
import org.citygauge.gateway.mqtt.listener.Users;
import org.citygauge.gateway.mqtt.subscriber.Subscriber;
import org.jspecify.annotations.Nullable;

/** The MQTT doors: the listener, and a subscriber for each source with a broker. */
final class MqttDoors implements AutoCloseable {
    private final Vertx vertx;
    private final Configuration configuration;
    private final Journal journal;
    private final Metrics metrics;
    private final HealthChecks health;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private @Nullable MqttListener listener;
    private @Nullable String deployment;

    MqttDoors(Vertx vertx, Configuration configuration, Journal journal, Metrics metrics, HealthChecks health) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.journal = journal;
        this.metrics = metrics;
        this.health = health;
    }

    void open() {
        if (configuration.listener().enabled()) {
            var events = new Counted(metrics.ackRecorder());
            var door = new MqttListener(
                    configuration.listener(), configuration.listener().users().map(MqttDoors::users), journal, events);
            deployment = Gateway.await(vertx.deployVerticle(door));
            listener = door;
            health.add(
                    "listener",
                    () -> Health.ok(Map.of(
                            "connections", events.connections.get(),
                            "refused", events.refused.sum(),
                            "lost", events.lost.sum(),
                            "receivingBytes", door.memory().receivingBytes(),
                            "unfinishedBytes", door.memory().unfinishedBytes(),
                            "introductionBytes", door.memory().introductionBytes())));
            show(events);
        }
        configuration.sources().forEach(source -> source.broker().ifPresent(broker -> subscribe(source, broker)));
    }

    private void show(Counted events) {
        metrics.gauge("citygauge.listener.connections", "Devices that are connected", events.connections::get);
        metrics.counter(
                "citygauge.listener.refused", "Connections and messages the listener refused", events.refused::sum);
        metrics.counter(
                "citygauge.listener.lost",
                "Messages of QoS 0 let go because their device left while nothing could be taken in",
                events.lost::sum);
    }

    private void subscribe(Configuration.Source source, Configuration.Broker broker) {
        try {
            var subscriber =
                    new Subscriber(source, broker, configuration.listener().maxPayload(), journal);
            subscribers.add(subscriber);
            health.add("source " + source.name(), () -> fares(subscriber.status()));
            show(new Metrics.Label("source", source.name()), subscriber);
            subscriber.open();
        } catch (IOException unusable) {
            throw new IllegalStateException("sources: " + source.name() + ": " + unusable.getMessage(), unusable);
        }
    }

    private void show(Metrics.Label source, Subscriber subscriber) {
        metrics.gauge(
                "citygauge.subscriber.connected",
                "Connections to the broker that are subscribed",
                source,
                () -> subscriber.status().connected());
        metrics.gauge(
                "citygauge.subscriber.connections",
                "Connections to the broker there should be",
                source,
                () -> subscriber.status().wanted());
        metrics.counter(
                "citygauge.subscriber.lost",
                "Messages of QoS 0 that the journal had no room for",
                source,
                () -> subscriber.status().lost());
    }

    private static Health fares(Subscriber.Status status) {
        Map<String, Object> detail = Map.of(
                "connected", status.connected(),
                "connections", status.wanted(),
                "lost", status.lost(),
                "lastError", status.lastError().orElse(""));
        return status.connected() == status.wanted() ? Health.ok(detail) : Health.degraded(detail);
    }

    private static Users users(Path file) {
        try {
            return Users.read(file);
        } catch (IOException unusable) {
            throw new IllegalStateException("listener.users: " + unusable.getMessage(), unusable);
        }
    }

    Optional<String> url() {
        return listener == null ? Optional.empty() : Optional.of(listener.url());
    }

    @Override
    public void close() {
        subscribers.forEach(Subscriber::close);
        subscribers.clear();
        if (deployment != null) {
            Gateway.await(vertx.undeploy(deployment));
            deployment = null;
        }
    }

    private static final class Counted implements ListenerEvents {
        private final AckRecorder times;
        private final AtomicInteger connections = new AtomicInteger();
        private final LongAdder refused = new LongAdder();
        private final LongAdder lost = new LongAdder();

        Counted(AckRecorder times) {
            this.times = times;
        }

        @Override
        public void connections(int now) {
            connections.set(now);
        }

        @Override
        public void acknowledged(long nanos, int messages) {
            times.acknowledged(nanos, messages);
        }

        @Override
        public void lost(long messages) {
            lost.add(messages);
        }

        @Override
        public void refused() {
            refused.increment();
        }
    }
}
