package org.citygauge.gateway.mqtt.listener;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttWill;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.gateway.log.Seldom;
import org.citygauge.gateway.mqtt.Payload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected device. What it publishes in one turn of the event loop goes to the journal together, and is acknowledged, in order,
 * once it is safe there. While the journal has no room nothing more is read from its socket. Belongs to its event loop.
 */
final class Device {
    private static final Logger LOG = LoggerFactory.getLogger(Device.class);
    private static final int MQTT_5 = 5;
    private static final long RETRY_MILLIS = 1_000;
    private static final int PUBACK_BYTES = 4;
    private static final int MAX_SHOWN = 64;
    /** What a message takes in memory besides its topic and payload, so that many without a payload are bounded, too. */
    private static final int OVERHEAD = 128;

    private final MqttEndpoint endpoint;
    private final Optional<Users.User> user;
    private final Shared shared;
    private final Context context;
    private final Optional<Wire> wire;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private final BitSet exactlyOnce = new BitSet();
    private @Nullable Turn open;
    private @Nullable Turn refused;
    private boolean held;
    private boolean retrying;
    private boolean awaitingRoom;
    private boolean saidGoodbye;
    private boolean closed;

    /** What all devices share. */
    record Shared(
            Journal journal,
            Budget budget,
            int maxPayload,
            ListenerEvents events,
            io.vertx.core.Vertx vertx,
            Seldom unreadable) {}

    /** An acknowledgement that is due once its turn is safe; {@code id} is below 0 where none is. */
    private record Due(int id, MqttQoS qos) {}

    /** What came in one turn of the event loop. */
    private static final class Turn {
        private final List<Message> messages = new ArrayList<>();
        private final List<Due> due = new ArrayList<>();
        private final long since = System.nanoTime();
        private long bytes;
        private boolean offered;
        private boolean safe;

        private long withoutAcknowledgement() {
            return due.stream().filter(waiting -> waiting.id < 0).count();
        }
    }

    Device(MqttEndpoint endpoint, Optional<Users.User> user, Shared shared, Context context) {
        this.endpoint = endpoint;
        this.user = user;
        this.shared = shared;
        this.context = context;
        this.wire = Wire.of(endpoint);
    }

    void begin() {
        endpoint.publishHandler(this::published);
        endpoint.publishReleaseHandler(id -> {
            exactlyOnce.clear(id);
            endpoint.publishComplete(id);
        });
        endpoint.subscribeHandler(this::refuse);
        endpoint.unsubscribeHandler(this::unsubscribe);
        endpoint.disconnectMessageHandler(
                goodbye -> saidGoodbye = goodbye.code() != MqttDisconnectReasonCode.WITH_WILL_MESSAGE);
        endpoint.exceptionHandler(this::unreadable);
    }

    /** A client id as it may stand in the log: clients choose it. */
    static String shown(MqttEndpoint endpoint) {
        String id = endpoint.clientIdentifier();
        String head = id.length() <= MAX_SHOWN ? id : id.substring(0, MAX_SHOWN) + "…";
        return head.replaceAll("\\p{Cntrl}", "?");
    }

    private boolean speaksFive() {
        return endpoint.protocolVersion() == MQTT_5;
    }

    /** What came is no MQTT, or longer than the listener reads: there is no way to answer that but to go. */
    private void unreadable(Throwable failure) {
        shared.unreadable.say(leftOut -> LOG.warn(
                "closed the connection of client {}: {} ({} more since the last line)",
                shown(endpoint),
                failure.getMessage(),
                leftOut));
        shared.events.refused();
        endpoint.close();
    }

    private void published(MqttPublishMessage message) {
        String topic = message.topicName();
        if (!TopicName.isValid(topic)) {
            shared.events.refused();
            endpoint.close();
            return;
        }
        if (user.isPresent() && !user.get().mayPublish(topic)) {
            refuse(message);
            return;
        }
        int id = message.messageId();
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            if (exactlyOnce.get(id)) {
                due(new Due(id, MqttQoS.EXACTLY_ONCE)); // sent again before its release: in the journal, or about to be
                return;
            }
            exactlyOnce.set(id);
        }
        byte[] payload = message.payload().getBytes();
        Turn turn = turn();
        turn.messages.add(Payload.message(Message.LISTENER, topic, payload, shared.maxPayload));
        turn.due.add(new Due(message.qosLevel() == MqttQoS.AT_MOST_ONCE ? -1 : id, message.qosLevel()));
        take(turn, payload.length + 2L * topic.length() + OVERHEAD);
    }

    private void due(Due due) {
        Turn turn = turn();
        turn.due.add(due);
        take(turn, OVERHEAD);
    }

    private void take(Turn turn, long bytes) {
        turn.bytes += bytes;
        shared.budget.take(bytes);
        if (shared.budget.exceeded()) {
            hold();
        }
    }

    private Turn turn() {
        Turn turn = open;
        if (turn == null) {
            turn = new Turn();
            open = turn;
            turns.addLast(turn);
            context.runOnContext(ignored -> flush());
        }
        return turn;
    }

    private void refuse(MqttPublishMessage message) {
        shared.events.refused();
        if (speaksFive() && message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            endpoint.publishAcknowledge(
                    message.messageId(), MqttPubAckReasonCode.NOT_AUTHORIZED, MqttProperties.NO_PROPERTIES);
        } else if (speaksFive() && message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            endpoint.publishReceived(
                    message.messageId(), MqttPubRecReasonCode.NOT_AUTHORIZED, MqttProperties.NO_PROPERTIES);
        } else {
            endpoint.close(); // MQTT 3.1.1 has no other way to refuse
        }
    }

    private void flush() {
        Turn turn = open;
        open = null;
        if (turn == null) {
            return;
        }
        if (turn.messages.isEmpty()) {
            safe(turn);
        } else {
            append(turn);
        }
    }

    /** Offers a turn to the journal; while an earlier one was refused, it waits its turn. */
    private void append(Turn turn) {
        Turn first = refused;
        if (first != null && !first.equals(turn)) {
            return;
        }
        turn.offered = true;
        shared.journal
                .append(turn.messages)
                .onComplete(
                        (Position position) -> context.runOnContext(ignored -> safe(turn)),
                        failure -> context.runOnContext(ignored -> waitForRoom(turn)));
    }

    private void safe(Turn turn) {
        turn.safe = true;
        shared.budget.give(turn.bytes);
        if (turn.equals(refused)) {
            refused = null;
            List.copyOf(turns).stream().filter(waiting -> !waiting.offered).forEach(this::append);
        }
        acknowledge();
        if (held && turns.isEmpty()) {
            goOn();
        }
    }

    private void acknowledge() {
        while (!turns.isEmpty() && turns.getFirst().safe) {
            Turn turn = turns.removeFirst();
            if (!closed) {
                wire.ifPresentOrElse(its -> acknowledge(turn, its), () -> turn.due.forEach(this::acknowledge));
            }
            shared.events.acknowledged(System.nanoTime() - turn.since, turn.due.size());
        }
    }

    /** Together, in order. */
    private void acknowledge(Turn turn, Wire its) {
        Buffer out = Buffer.buffer(PUBACK_BYTES * turn.due.size());
        for (Due due : turn.due) {
            if (due.qos == MqttQoS.AT_LEAST_ONCE) {
                Wire.acknowledge(out, due.id);
            } else if (due.qos == MqttQoS.EXACTLY_ONCE) {
                write(out, its);
                acknowledge(due);
                out = Buffer.buffer();
            }
        }
        write(out, its);
    }

    private static void write(Buffer out, Wire its) {
        if (out.length() > 0) {
            its.write(out);
        }
    }

    private void acknowledge(Due due) {
        switch (due.qos) {
            case EXACTLY_ONCE -> endpoint.publishReceived(due.id);
            case AT_LEAST_ONCE -> endpoint.publishAcknowledge(due.id);
            case AT_MOST_ONCE, FAILURE -> {}
        }
    }

    /** The journal took nothing of the turn: stops reading, and tries again when there is room. */
    private void waitForRoom(Turn turn) {
        hold();
        turn.offered = false;
        if (closed) {
            forgetWaiting();
            return;
        }
        if (refused == null) {
            refused = turn;
        }
        if (!retrying) {
            retrying = true;
            shared.vertx.setTimer(
                    RETRY_MILLIS,
                    timer -> context.runOnContext(ignored -> {
                        retrying = false;
                        retry();
                    }));
        }
        if (!awaitingRoom) {
            awaitingRoom = true;
            shared.journal
                    .room()
                    .onComplete(room -> context.runOnContext(ignored -> {
                        awaitingRoom = false;
                        retry();
                    }));
        }
    }

    private void retry() {
        Turn first = refused;
        if (first != null && !first.offered && !first.safe) {
            append(first);
        }
    }

    /**
     * Nobody waits for these acknowledgements any more: the device sends again what it was not told is safe; what it wanted no
     * acknowledgement for is lost. What the journal still has to answer for stays until it does.
     */
    private void forgetWaiting() {
        turns.removeIf(turn -> {
            if (turn.offered || turn.safe) {
                return false;
            }
            shared.budget.give(turn.bytes);
            shared.events.lost(turn.withoutAcknowledgement());
            return true;
        });
        refused = null;
    }

    private void hold() {
        if (!held && !closed) {
            held = true;
            wire.ifPresentOrElse(its -> its.read(false), endpoint::close);
        }
    }

    private void goOn() {
        if (closed) {
            return;
        }
        if (shared.budget.easy()) {
            held = false;
            wire.ifPresent(its -> its.read(true));
        } else {
            shared.vertx.setTimer(50, timer -> goOn());
        }
    }

    private void refuse(MqttSubscribeMessage message) {
        if (speaksFive()) {
            endpoint.subscribeAcknowledge(
                    message.messageId(),
                    message.topicSubscriptions().stream()
                            .map(topic -> MqttSubAckReasonCode.NOT_AUTHORIZED)
                            .toList(),
                    MqttProperties.NO_PROPERTIES);
        } else {
            endpoint.subscribeAcknowledge(
                    message.messageId(),
                    message.topicSubscriptions().stream()
                            .map(topic -> MqttQoS.FAILURE)
                            .toList());
        }
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        if (speaksFive()) {
            endpoint.unsubscribeAcknowledge(
                    message.messageId(),
                    message.topics().stream()
                            .map(topic -> MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED)
                            .toList(),
                    MqttProperties.NO_PROPERTIES);
        } else {
            endpoint.unsubscribeAcknowledge(message.messageId());
        }
    }

    /** The connection is gone: what the device wanted said then is published, unless it said goodbye. */
    void closed() {
        closed = true;
        MqttWill will = endpoint.will();
        if (!saidGoodbye && will != null && will.isWillFlag() && TopicName.isValid(will.getWillTopic())) {
            boolean may = user.isEmpty() || user.get().mayPublish(will.getWillTopic());
            byte[] payload = will.getWillMessageBytes();
            if (may) {
                publishWill(Payload.message(
                        Message.LISTENER,
                        will.getWillTopic(),
                        payload == null ? new byte[0] : payload,
                        shared.maxPayload));
            }
        }
    }

    /** Waits for room like what a device sends, and counts like it. */
    private void publishWill(Message will) {
        long bytes = will.payload().length + 2L * will.topic().length() + OVERHEAD;
        if (shared.budget.exceeded()) {
            shared.events.lost(1);
            return;
        }
        shared.budget.take(bytes);
        appendWill(will, bytes);
    }

    private void appendWill(Message will, long bytes) {
        shared.journal
                .append(List.of(will))
                .onComplete(
                        safe -> shared.budget.give(bytes),
                        full -> shared.vertx.setTimer(RETRY_MILLIS, timer -> appendWill(will, bytes)));
    }

    /** Another connection took its client id over. */
    void close() {
        endpoint.close();
    }
}
