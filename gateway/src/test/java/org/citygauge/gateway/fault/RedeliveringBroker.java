package org.citygauge.gateway.fault;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A broker of one subscriber that forgets acknowledgements: it delivers its backlog, hears that all of it, or a part, is safe, breaks
 * the connection and delivers all of it again, several times. Only the last time does it hear out.
 */
final class RedeliveringBroker implements AutoCloseable {
    private static final int WINDOW = 50;

    private final Vertx vertx = Vertx.vertx();
    private final Outbox outbox;
    private final Random random;
    private final MqttServer server;
    private final List<Sent> backlog = new ArrayList<>();
    private int deliveriesLeft;
    private boolean known;
    private final AtomicLong delivered = new AtomicLong();
    private volatile boolean heardOut;

    RedeliveringBroker(Outbox outbox, Random random) {
        this.outbox = outbox;
        this.random = random;
        server = MqttServer.create(
                vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0));
        server.endpointHandler(this::connected);
        server.exceptionHandler(broken -> {});
        Answer.of(server.listen());
    }

    URI url() {
        return URI.create("mqtt://127.0.0.1:" + server.actualPort());
    }

    /** Has this to deliver, and will forget {@code times} that it did. */
    void deliver(List<Sent> messages, int times) {
        var done = io.vertx.core.Promise.<Void>promise();
        vertx.runOnContext(ignored -> {
            backlog.clear();
            backlog.addAll(messages);
            deliveriesLeft = times;
            heardOut = false;
            done.complete();
        });
        Answer.of(done.future());
    }

    boolean heardOut() {
        return heardOut;
    }

    /** How many messages it sent so far. */
    long delivered() {
        return delivered.get();
    }

    private void connected(MqttEndpoint endpoint) {
        var session = new Session(endpoint, deliveriesLeft-- <= 0, random.nextInt(backlog.size() / 2));
        endpoint.exceptionHandler(broken -> {});
        endpoint.subscribeHandler(subscribe -> subscribed(endpoint, subscribe, session));
        endpoint.publishAcknowledgeHandler(session::acknowledged);
        endpoint.accept(known);
        if (known) {
            session.send(); // a session goes on at once, before anybody subscribes again
        }
    }

    private void subscribed(MqttEndpoint endpoint, MqttSubscribeMessage subscribe, Session session) {
        endpoint.subscribeAcknowledge(
                subscribe.messageId(),
                subscribe.topicSubscriptions().stream()
                        .map(topic -> MqttSubAckReasonCode.GRANTED_QOS1)
                        .toList(),
                MqttProperties.NO_PROPERTIES);
        if (!known) {
            known = true;
            session.send();
        }
    }

    /** One delivery of everything. */
    private final class Session {
        private final MqttEndpoint endpoint;
        private final boolean last;
        private final int breaksBefore;
        private final Map<Integer, Sent> unanswered = new HashMap<>();
        private int next;

        Session(MqttEndpoint endpoint, boolean last, int breaksBefore) {
            this.endpoint = endpoint;
            this.last = last;
            this.breaksBefore = breaksBefore;
        }

        void send() {
            while (endpoint.isConnected() && unanswered.size() < WINDOW && next < backlog.size()) {
                Sent sent = backlog.get(next++);
                unanswered.put(next, sent);
                long nth = delivered.incrementAndGet();
                endpoint.publish(
                                sent.topic(),
                                Buffer.buffer(sent.payload()),
                                MqttQoS.AT_LEAST_ONCE,
                                nth > backlog.size(),
                                false,
                                next)
                        .onFailure(gone -> {});
            }
        }

        void acknowledged(int id) {
            Sent sent = unanswered.remove(id);
            if (sent != null) {
                outbox.acknowledged(List.of(sent));
            }
            boolean over = next == backlog.size() && unanswered.size() <= (last ? 0 : breaksBefore % WINDOW);
            if (over && last) {
                heardOut = true;
            } else if (over && endpoint.isConnected()) {
                endpoint.close();
            } else {
                send();
            }
        }
    }

    @Override
    public void close() {
        Answer.of(server.close());
        Answer.of(vertx.close());
    }
}
