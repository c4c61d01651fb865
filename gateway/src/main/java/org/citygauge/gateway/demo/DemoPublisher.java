package org.citygauge.gateway.demo;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the simulated sensors say, as devices would: over MQTT, QoS 1, through the listener. Started once everything from the
 * recent past is acknowledged; goes on second by second.
 */
public final class DemoPublisher extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DemoPublisher.class);
    private static final int WINDOW = 200;
    private static final long SECOND = 1_000;

    private final URI broker;
    private final SimulatedSensors sensors;
    private final Instant yearStart;
    private final Optional<Instant> historyFrom;
    private final InstantSource clock;
    private Iterator<SimulatedSensors.Publication> history = Collections.emptyIterator();
    private final Deque<SimulatedSensors.Publication> waiting = new ArrayDeque<>();
    private final Set<Integer> unacknowledged = new HashSet<>();
    private int sending;
    private @Nullable MqttClient client;
    private @Nullable Promise<Void> drained;
    private Instant published = Instant.EPOCH;

    /** @param broker {@code mqtt://host:port} */
    public DemoPublisher(URI broker, SimulatedSensors sensors, Instant yearStart, InstantSource clock) {
        this(broker, sensors, yearStart, Optional.empty(), clock);
    }

    /** @param historyFrom since when everything is published; only the last hours where nothing is said */
    public DemoPublisher(
            URI broker,
            SimulatedSensors sensors,
            Instant yearStart,
            Optional<Instant> historyFrom,
            InstantSource clock) {
        this.broker = broker;
        this.sensors = sensors;
        this.yearStart = yearStart;
        this.historyFrom = historyFrom;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        published = clock.instant();
        historyFrom.ifPresent(from -> history = sensors.history(from, sensors.backfillFrom(yearStart, published)));
        return connect()
                .compose(connected -> publish(sensors.backfill(yearStart, published)))
                .onSuccess(done -> vertx.setPeriodic(SECOND, timer -> tick()));
    }

    private Future<Void> connect() {
        MqttClient made = MqttClient.create(
                vertx,
                new MqttClientOptions()
                        .setClientId("citygauge-demo-sensors")
                        .setCleanSession(true)
                        .setMaxInflightQueue(WINDOW * 2));
        made.publishCompletionHandler(id -> {
            unacknowledged.remove(id);
            send();
        });
        made.closeHandler(closed -> reconnect());
        client = made;
        return made.connect(broker.getPort(), broker.getHost()).mapEmpty();
    }

    private void reconnect() {
        client = null;
        unacknowledged.clear();
        vertx.setTimer(
                SECOND,
                timer -> connect().onSuccess(connected -> send()).onFailure(failure -> {
                    LOG.warn("the simulated sensors cannot connect: {}", failure.getMessage());
                    reconnect();
                }));
    }

    private void tick() {
        Instant now = clock.instant();
        if (waiting.size() < WINDOW * 10) {
            waiting.addAll(sensors.due(published, now));
            published = now;
        }
        send();
    }

    private Future<Void> publish(List<SimulatedSensors.Publication> publications) {
        Promise<Void> done = Promise.promise();
        drained = done;
        waiting.addAll(publications);
        send();
        return done.future();
    }

    private void send() {
        MqttClient connected = client;
        while (connected != null && isMore() && unacknowledged.size() + sending < WINDOW) {
            SimulatedSensors.Publication next = history.hasNext() ? history.next() : waiting.removeFirst();
            sending++;
            connected
                    .publish(next.topic(), Buffer.buffer(next.payload()), MqttQoS.AT_LEAST_ONCE, false, false)
                    .onComplete(
                            id -> {
                                sending--;
                                unacknowledged.add(id);
                            },
                            failure -> {
                                sending--;
                                LOG.debug("a simulated reading was not sent: {}", failure.getMessage());
                            });
        }
        Promise<Void> done = drained;
        if (done != null && !isMore() && unacknowledged.isEmpty() && sending == 0) {
            drained = null;
            done.complete();
        }
    }

    private boolean isMore() {
        return history.hasNext() || !waiting.isEmpty();
    }

    @Override
    public Future<?> stop() {
        MqttClient connected = client;
        client = null;
        if (connected == null) {
            return Future.succeededFuture();
        }
        connected.closeHandler(closed -> {});
        return connected.disconnect();
    }
}
