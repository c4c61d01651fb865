package org.citygauge.gateway.mqtt.subscriber;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.citygauge.aggregator.journal.Journal;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker while it lasts: connects, subscribes, and gives what arrives to the journal. Nothing blocks in Paho's
 * callbacks; what it does itself it does on the thread it is called on by {@link BrokerConnection}.
 */
final class BrokerSession implements MqttCallback, Deliveries.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSession.class);
    private static final long SESSION_SECONDS = 7L * 24 * 3600;
    private static final int QOS = 1;
    private static final long ABOVE_MAX_PAYLOAD = 8L << 20;
    private static final int FIRST_FAILURE_CODE = 0x80;

    private final Settings settings;
    private final Watcher watcher;
    private final BrokerSockets sockets;
    private final Deliveries deliveries;
    private final MqttAsyncClient client;

    /** @param maxPayload longer payloads are kept by their head only */
    record Settings(Configuration.Source source, Configuration.Broker broker, String clientId, int maxPayload) {}

    /** Hears how the connection fares, on any thread; must not block. */
    interface Watcher {
        /** @param resumed whether the broker knew the session */
        void connected(BrokerSession session, boolean resumed);

        void subscribed(BrokerSession session);

        void failed(BrokerSession session, Throwable why);

        /** The journal takes nothing more. */
        void refused(BrokerSession session, Throwable why);

        /** These wait to be acknowledged, in this order. */
        void safe(BrokerSession session, List<Integer> ids);

        void lost(long messages);
    }

    /** @throws MqttException if the client id or address is none */
    BrokerSession(Settings settings, Journal journal, BrokerSockets sockets, Watcher watcher) throws MqttException {
        this.settings = settings;
        this.watcher = watcher;
        this.sockets = sockets;
        this.deliveries = new Deliveries(journal, this);
        this.client = new MqttAsyncClient(
                settings.broker.url().replaceFirst("^mqtts?://", "tcp://"), settings.clientId, new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(this);
    }

    void connect() throws MqttException {
        client.connect(options(), null, new Answer(token -> watcher.connected(this, token.getSessionPresent())));
    }

    private MqttConnectionOptions options() {
        Configuration.Broker broker = settings.broker;
        var options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_SECONDS);
        options.setReceiveMaximum(broker.inFlight());
        options.setMaximumPacketSize(settings.maxPayload + ABOVE_MAX_PAYLOAD); // else one message may take all memory
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(10);
        options.setKeepAliveInterval(30);
        options.setSocketFactory(sockets);
        broker.user().ifPresent(options::setUserName);
        broker.password().ifPresent(password -> options.setPassword(password.getBytes(StandardCharsets.UTF_8)));
        return options;
    }

    /** With or without a session at the broker: subscribing again changes nothing. */
    void subscribe() throws MqttException {
        MqttSubscription[] subscriptions =
                filters().stream().map(BrokerSession::subscription).toArray(MqttSubscription[]::new);
        client.subscribe(subscriptions, null, new Answer(this::answered), new MqttProperties());
    }

    private List<String> filters() {
        return settings.source.topics().stream()
                .map(filter -> settings.broker
                        .share()
                        .map(group -> "$share/" + group + "/" + filter)
                        .orElse(filter))
                .toList();
    }

    private static MqttSubscription subscription(String filter) {
        var subscription = new MqttSubscription(filter, QOS);
        subscription.setRetainHandling(1); // retained messages come with a new subscription, not with each connection
        return subscription;
    }

    /** Paho calls a subscription that the broker refused a success. */
    private void answered(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        for (int i = 0; codes != null && i < codes.length; i++) {
            if (codes[i] >= FIRST_FAILURE_CODE) {
                String refused =
                        String.format("%s: reason code 0x%02X", filters().get(i), codes[i]);
                watcher.failed(this, new IllegalStateException("the broker refuses to subscribe to " + refused));
                return;
            }
        }
        watcher.subscribed(this);
    }

    /** Paho's answer to connecting and subscribing. */
    private final class Answer implements MqttActionListener {
        private final Consumer<IMqttToken> next;

        Answer(Consumer<IMqttToken> next) {
            this.next = next;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            next.accept(token);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            watcher.failed(BrokerSession.this, failure);
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        deliveries.arrived(
                Payload.message(settings.source.name(), topic, message.getPayload(), settings.maxPayload),
                message.getId(),
                message.getQos() > 0);
    }

    @Override
    public void safe(List<Integer> ids) {
        watcher.safe(this, ids);
    }

    @Override
    public void refused(Throwable why) {
        watcher.refused(this, why);
    }

    @Override
    public void lost(long messages) {
        watcher.lost(messages);
    }

    /** Acknowledges messages in this order; not through Paho, see {@link GatheringOutput}. */
    void acknowledge(List<Integer> ids) throws IOException {
        sockets.acknowledge(ids);
    }

    /** Leaves without a word; the session stays at the broker. */
    void drop() {
        deliveries.connectionLost();
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException gone) {
            LOG.debug("it was gone already", gone);
        }
        try {
            client.close(true);
        } catch (MqttException gone) {
            LOG.debug("it was closed already", gone);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        watcher.failed(
                this,
                Optional.<Throwable>ofNullable(response.getException())
                        .orElseGet(() -> new IOException("the broker said goodbye: " + response.getReasonString())));
    }

    @Override
    public void mqttErrorOccurred(MqttException failure) {
        LOG.debug("source {}: {}", settings.source.name(), failure.getMessage());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean again, String server) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}
}
