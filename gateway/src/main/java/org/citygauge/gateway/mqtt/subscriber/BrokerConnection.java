package org.citygauge.gateway.mqtt.subscriber;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.citygauge.aggregator.journal.Journal;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, made again and again, each time as a {@link BrokerSession}.
 *
 * <p>MQTT cannot refuse a message: after a failed append nothing more is acknowledged, and the connection is dropped on purpose, so
 * that the broker's session sends again. Everything happens on a thread of this connection.
 */
final class BrokerConnection implements BrokerSession.Watcher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 45_000;
    private static final long WAIT_FOR_ROOM_MILLIS = 1_000;
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final BrokerSession.Settings settings;
    private final Journal journal;
    private final Supplier<BrokerSockets> sockets;
    private final ScheduledExecutorService thread;
    private final LongAdder lost = new LongAdder();
    private volatile @Nullable BrokerSession session;
    private volatile boolean connected;
    private volatile boolean closed;
    private volatile Optional<String> lastError = Optional.empty();
    private int attempts;
    private long connectedNanos;
    private boolean knownToBroker;

    /** @param sockets makes the sockets of one session */
    BrokerConnection(BrokerSession.Settings settings, Journal journal, Supplier<BrokerSockets> sockets) {
        this.settings = settings;
        this.journal = journal;
        this.sockets = sockets;
        this.thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                .name("subscriber-" + settings.clientId())
                .daemon()
                .factory());
    }

    void open() {
        hop(this::connect);
    }

    boolean connected() {
        return connected;
    }

    long lost() {
        return lost.sum();
    }

    Optional<String> lastError() {
        return lastError;
    }

    private void hop(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closing) {
            LOG.debug("{} is closing", settings.clientId());
        }
    }

    /** Something a session does that may find the connection gone. */
    @FunctionalInterface
    private interface Step {
        void run() throws MqttException, IOException;
    }

    /** Does it unless another session took the place of this one meanwhile. */
    private void step(BrokerSession of, Step step) {
        if (!of.equals(session) || closed) {
            return;
        }
        try {
            step.run();
        } catch (MqttException | IOException | IllegalArgumentException failed) {
            fail(of, failed);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends in connect(), which says what failed
    private void later(Runnable work, long millis) {
        try {
            thread.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("{} is closing", settings.clientId());
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        try {
            var made = new BrokerSession(settings, journal, sockets.get(), this);
            session = made;
            step(made, made::connect);
        } catch (MqttException | IllegalArgumentException unusable) {
            tell(unusable);
            pauseAndConnect();
        }
    }

    @Override
    public void connected(BrokerSession of, boolean resumed) {
        hop(() -> {
            tellOfSession(resumed);
            step(of, of::subscribe);
        });
    }

    private void tellOfSession(boolean resumed) {
        if (knownToBroker && !resumed) {
            LOG.warn(
                    "{} has forgotten the session of {}: what was published for source {} meanwhile did not come",
                    settings.broker().url(),
                    settings.clientId(),
                    settings.source().name());
        }
        knownToBroker = true;
    }

    @Override
    public void subscribed(BrokerSession of) {
        hop(() -> step(of, () -> {
            connected = true;
            connectedNanos = System.nanoTime();
            lastError = Optional.empty();
            LOG.info(
                    "source {} is subscribed at {} as {}",
                    settings.source().name(),
                    settings.broker().url(),
                    settings.clientId());
        }));
    }

    @Override
    public void safe(BrokerSession of, List<Integer> ids) {
        hop(() -> step(of, () -> of.acknowledge(ids)));
    }

    @Override
    public void lost(long messages) {
        lost.add(messages);
    }

    @Override
    public void failed(BrokerSession of, Throwable why) {
        hop(() -> fail(of, why));
    }

    private void fail(BrokerSession of, Throwable failure) {
        if (closed || !of.equals(session)) {
            return;
        }
        tell(failure);
        boolean wasStable = connected && System.nanoTime() - connectedNanos > STABLE_NANOS;
        drop(of);
        if (wasStable) {
            attempts = 0; // not sooner: two that take one client id from each other would never pause
        }
        pauseAndConnect();
    }

    private void tell(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String text = String.valueOf(cause.getMessage()); // Paho has no words of its own for what has a cause
        if (!lastError.equals(Optional.of(text))) {
            LOG.warn(
                    "source {} has no connection to {}: {}; trying again",
                    settings.source().name(),
                    settings.broker().url(),
                    text);
        }
        lastError = Optional.of(text);
    }

    private void drop(BrokerSession of) {
        connected = false;
        session = null;
        of.drop();
    }

    private void pauseAndConnect() {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts++, 10));
        later(this::connect, longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    /** The journal took nothing: waits for room, then has the session send everything again that was not acknowledged. */
    @Override
    public void refused(BrokerSession of, Throwable why) {
        hop(() -> step(of, () -> {
            lastError = Optional.of("held back: " + why.getMessage());
            LOG.warn("source {} is held back: {}", settings.source().name(), why.getMessage());
            drop(of);
            var once = new AtomicBoolean();
            Runnable again = () -> {
                if (once.compareAndSet(false, true)) {
                    connect();
                }
            };
            journal.room().onSuccess(room -> hop(again));
            later(again, WAIT_FOR_ROOM_MILLIS);
        }));
    }

    /** Goes; the session stays at the broker and keeps what comes. */
    @Override
    public void close() {
        closed = true;
        BrokerSession of = session;
        session = null;
        connected = false;
        if (of != null) {
            hop(of::drop);
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
