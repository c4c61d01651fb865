package org.citygauge.gateway.mqtt.subscriber;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.mqtt.Payload;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, made again and again. What arrives goes to the journal and is acknowledged, in order, once it is safe.
 *
 * <p>MQTT cannot refuse a message: after a failed append nothing more is acknowledged, and the connection is dropped on purpose, so
 * that the broker's session sends again. Nothing blocks in Paho's callbacks; they hand over to a thread of this connection.
 */
final class BrokerConnection implements MqttCallback, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final long SESSION_SECONDS = 7L * 24 * 3600;
    private static final int QOS = 1;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 45_000;
    private static final long WAIT_FOR_ROOM_MILLIS = 1_000;
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long ABOVE_MAX_PAYLOAD = 8L << 20;
    private static final int MOST_UNANSWERED = 65_536;
    private static final int FIRST_FAILURE_CODE = 0x80;

    private final Configuration.Source source;
    private final Configuration.Broker broker;
    private final String clientId;
    private final int maxPayload;
    private final Journal journal;
    private final SocketFactory sockets;
    private final ScheduledExecutorService thread;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private volatile @Nullable MqttAsyncClient client;
    private volatile boolean connected;
    private volatile boolean closed;
    private volatile Optional<String> lastError = Optional.empty();
    private int attempts;
    private long connectedNanos;
    private boolean knownToBroker;

    /** A message on its way to the journal; {@code of} is the connection it came by. */
    private static final class Arrival {
        private final MqttAsyncClient of;
        private final int id;
        private volatile boolean safe;

        Arrival(MqttAsyncClient of, int id) {
            this.of = of;
            this.id = id;
        }
    }

    BrokerConnection(
            Configuration.Source source,
            Configuration.Broker broker,
            String clientId,
            int maxPayload,
            Journal journal,
            SocketFactory sockets) {
        this.source = source;
        this.broker = broker;
        this.clientId = clientId;
        this.maxPayload = maxPayload;
        this.journal = journal;
        this.sockets = sockets;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("subscriber-" + clientId).daemon().factory());
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
            LOG.debug("{} is closing", clientId);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends in connect(), which says what failed
    private void later(Runnable work, long millis) {
        try {
            thread.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("{} is closing", clientId);
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        try {
            var made = new MqttAsyncClient(
                    broker.url().replaceFirst("^mqtts?://", "tcp://"), clientId, new MemoryPersistence());
            client = made;
            made.setManualAcks(true);
            made.setCallback(this);
            made.connect(options(), null, new Listener(made, token -> {
                tellOfSession(token.getSessionPresent());
                subscribe(made);
            }));
        } catch (MqttException | IllegalArgumentException failed) {
            failed(client, failed);
        }
    }

    private MqttConnectionOptions options() {
        var options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_SECONDS);
        options.setReceiveMaximum(broker.inFlight());
        options.setMaximumPacketSize(maxPayload + ABOVE_MAX_PAYLOAD); // else a single message may take all memory
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(10);
        options.setKeepAliveInterval(30);
        options.setSocketFactory(sockets);
        broker.user().ifPresent(options::setUserName);
        broker.password()
                .ifPresent(password -> options.setPassword(password.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return options;
    }

    /** With or without a session at the broker: subscribing again changes nothing. */
    private void subscribe(MqttAsyncClient to) {
        try {
            MqttSubscription[] subscriptions =
                    filters().stream().map(BrokerConnection::subscription).toArray(MqttSubscription[]::new);
            to.subscribe(subscriptions, null, new Listener(to, token -> subscribed(to, token)), new MqttProperties());
        } catch (MqttException | IllegalArgumentException failed) {
            failed(to, failed);
        }
    }

    private List<String> filters() {
        return source.topics().stream()
                .map(filter -> broker.share()
                        .map(group -> "$share/" + group + "/" + filter)
                        .orElse(filter))
                .toList();
    }

    private static MqttSubscription subscription(String filter) {
        var subscription = new MqttSubscription(filter, QOS);
        subscription.setRetainHandling(1); // retained messages come with a new subscription, not with each connection
        return subscription;
    }

    private void subscribed(MqttAsyncClient to, IMqttToken token) {
        Optional<String> refused = refused(token.getReasonCodes());
        if (refused.isPresent()) {
            failed(to, new IllegalStateException("the broker refuses to subscribe to " + refused.get()));
        } else if (to.equals(client)) {
            connected = true;
            connectedNanos = System.nanoTime();
            lastError = Optional.empty();
            LOG.info("source {} is subscribed at {} as {}", source.name(), broker.url(), clientId);
        }
    }

    /** Paho calls a subscription that the broker refused a success. */
    private Optional<String> refused(int @Nullable [] codes) {
        for (int i = 0; codes != null && i < codes.length; i++) {
            if (codes[i] >= FIRST_FAILURE_CODE) {
                return Optional.of(
                        String.format("%s: reason code 0x%02X", filters().get(i), codes[i]));
            }
        }
        return Optional.empty();
    }

    private void tellOfSession(boolean present) {
        if (knownToBroker && !present) {
            LOG.warn(
                    "{} has forgotten the session of {}: what was published for source {} meanwhile did not come",
                    broker.url(),
                    clientId,
                    source.name());
        }
        knownToBroker = true;
    }

    /** Paho's answer to connecting and subscribing, on our own thread. */
    private final class Listener implements MqttActionListener {
        private final MqttAsyncClient of;
        private final Consumer<IMqttToken> next;

        Listener(MqttAsyncClient of, Consumer<IMqttToken> next) {
            this.of = of;
            this.next = next;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            hop(() -> next.accept(token));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            hop(() -> failed(of, failure));
        }
    }

    private void failed(@Nullable MqttAsyncClient of, Throwable failure) {
        if (closed || of == null || !of.equals(client)) {
            return;
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String text = String.valueOf(cause.getMessage()); // Paho has no words of its own for what has a cause
        if (!lastError.equals(Optional.of(text))) {
            LOG.warn("source {} has no connection to {}: {}; trying again", source.name(), broker.url(), text);
        }
        lastError = Optional.of(text);
        reconnect(of);
    }

    private void reconnect(MqttAsyncClient of) {
        boolean wasConnected = connected;
        connected = false;
        client = null;
        arrivals.clear(); // never acknowledged, so the session sends them again
        drop(of);
        if (wasConnected && System.nanoTime() - connectedNanos > STABLE_NANOS) {
            attempts = 0; // not sooner: two that take one client id from each other would never pause
        }
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts++, 10));
        later(this::connect, longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    private static void drop(MqttAsyncClient of) {
        try {
            of.disconnectForcibly(0, 0, false);
        } catch (MqttException gone) {
            LOG.debug("it was gone already", gone);
        }
        try {
            of.close(true);
        } catch (MqttException gone) {
            LOG.debug("it was closed already", gone);
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        MqttAsyncClient of = client;
        if (of == null) {
            return;
        }
        boolean wantsAck = message.getQos() > 0;
        if (!wantsAck && unanswered.get() >= MOST_UNANSWERED) {
            lost.increment(); // nothing else bounds what a broker sends that waits for no acknowledgement
            return;
        }
        unanswered.incrementAndGet();
        var arrival = new Arrival(of, message.getId());
        if (wantsAck) {
            arrivals.add(arrival);
        }
        Message kept = Payload.message(source.name(), topic, message.getPayload(), maxPayload);
        journal.append(List.of(kept))
                .onComplete(
                        position -> {
                            unanswered.decrementAndGet();
                            arrival.safe = true;
                            if (wantsAck) {
                                acknowledge();
                            }
                        },
                        failure -> {
                            unanswered.decrementAndGet();
                            if (!wantsAck) {
                                lost.increment();
                            }
                            hop(() -> sendAgain(of, failure));
                        });
    }

    private void acknowledge() {
        if (draining.compareAndSet(false, true)) {
            hop(this::drain);
        }
    }

    private void drain() {
        draining.set(false);
        Arrival first = arrivals.peek();
        while (first != null && (first.safe || !first.of.equals(client))) {
            arrivals.poll();
            if (first.of.equals(client) && !acknowledge(first)) {
                return;
            }
            first = arrivals.peek(); // one of an earlier connection is passed over: kept, it would hold back all behind
            // it
        }
    }

    private boolean acknowledge(Arrival first) {
        try {
            first.of.messageArrivedComplete(first.id, QOS);
            return true;
        } catch (MqttException broken) {
            failed(first.of, broken);
            return false;
        }
    }

    /** The journal took nothing: waits for room, then has the session send everything again that was not acknowledged. */
    private void sendAgain(MqttAsyncClient of, Throwable failure) {
        if (!of.equals(client) || closed) {
            return;
        }
        lastError = Optional.of("held back: " + failure.getMessage());
        LOG.warn("source {} is held back: {}", source.name(), failure.getMessage());
        client = null;
        connected = false;
        arrivals.clear();
        drop(of);
        var once = new AtomicBoolean();
        Runnable again = () -> {
            if (once.compareAndSet(false, true)) {
                connect();
            }
        };
        journal.room().onSuccess(room -> hop(again));
        later(again, WAIT_FOR_ROOM_MILLIS);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        MqttAsyncClient of = client;
        Throwable why = response.getException() == null
                ? new java.io.IOException("the broker said goodbye: " + response.getReasonString())
                : response.getException();
        hop(() -> failed(of, why));
    }

    @Override
    public void mqttErrorOccurred(MqttException failure) {
        LOG.debug("source {}: {}", source.name(), failure.getMessage());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean again, String server) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}

    /** Goes; the session stays at the broker and keeps what comes. */
    @Override
    public void close() {
        closed = true;
        MqttAsyncClient of = client;
        client = null;
        connected = false;
        if (of != null) {
            hop(() -> drop(of));
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
