package org.citygauge.gateway.mqtt.listener;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.gateway.config.Configuration;

/** A listener on a free port of loopback, with small limits, and what it told of itself. */
final class OpenListener implements AutoCloseable, ListenerEvents {
    static final int MAX_PAYLOAD = 1_000;
    static final int MAX_CONNECTIONS = 5;
    static final int MAX_RECEIVING = 10_000;

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicLong lost = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();
    private final MqttListener listener;

    OpenListener(Journal journal, Optional<Users> users, Optional<Configuration.ServerTls> tls) throws Exception {
        var settings = new Configuration.Listener(
                true, "127.0.0.1", 0, MAX_PAYLOAD, MAX_CONNECTIONS, MAX_RECEIVING, Optional.empty(), tls);
        listener = new MqttListener(settings, users, journal, this);
        await(vertx.deployVerticle(listener));
    }

    OpenListener(Journal journal) throws Exception {
        this(journal, Optional.empty(), Optional.empty());
    }

    private static void await(Future<?> future) throws ExecutionException, InterruptedException, TimeoutException {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    URI url() {
        return URI.create(listener.url());
    }

    @Override
    public void connections(int now) {
        connections.set(now);
    }

    @Override
    public void acknowledged(long nanos, int messages) {}

    @Override
    public void lost(long messages) {
        lost.addAndGet(messages);
    }

    @Override
    public void refused() {
        refused.incrementAndGet();
    }

    @Override
    public void close() throws ExecutionException, TimeoutException {
        try {
            await(vertx.close());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
