package org.citygauge.gateway.mqtt.subscriber;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.gateway.config.Configuration;

/**
 * A source at an external broker: one connection, or several that share a subscription. Opened at once, connected whenever the broker
 * can be reached.
 */
public final class Subscriber implements AutoCloseable {
    private final ScheduledExecutorService flusher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("subscriber-flush").daemon().factory());
    private final List<BrokerConnection> connections = new ArrayList<>();

    /**
     * How a subscriber fares.
     *
     * @param connected connections that are subscribed
     * @param wanted connections there should be
     * @param lost messages of QoS 0 that the journal had no room for
     * @param lastError why one is not
     */
    public record Status(int connected, int wanted, long lost, Optional<String> lastError) {}

    /**
     * @param maxPayload longer payloads are kept by their head only
     * @throws IOException if a file for TLS cannot be used
     */
    public Subscriber(Configuration.Source source, Configuration.Broker broker, int maxPayload, Journal journal)
            throws IOException {
        Optional<SSLContext> tls = broker.url().startsWith("mqtts:")
                ? Optional.of(BrokerTls.context(broker.ca(), broker.certificate()))
                : Optional.empty();
        for (int i = 1; i <= broker.connections(); i++) {
            String clientId = broker.connections() == 1 ? broker.clientId() : broker.clientId() + "-" + i;
            var settings = new BrokerSession.Settings(source, broker, clientId, maxPayload);
            connections.add(new BrokerConnection(settings, journal, () -> new BrokerSockets(tls, flusher)));
        }
    }

    public void open() {
        connections.forEach(BrokerConnection::open);
    }

    public Status status() {
        return new Status(
                (int) connections.stream().filter(BrokerConnection::connected).count(),
                connections.size(),
                connections.stream().mapToLong(BrokerConnection::lost).sum(),
                connections.stream()
                        .flatMap(connection -> connection.lastError().stream())
                        .findFirst());
    }

    @Override
    public void close() {
        connections.forEach(BrokerConnection::close);
        flusher.shutdown();
    }
}
