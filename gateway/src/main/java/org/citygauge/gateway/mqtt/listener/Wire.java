package org.citygauge.gateway.mqtt.listener;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.mqtt.MqttEndpoint;
import java.lang.reflect.Field;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket under a device's endpoint: stops and goes on reading it, so that TCP holds the device back, and writes many
 * acknowledgements in one go.
 *
 * <p>vertx-mqtt has no way to either: {@code pause()} under its message handler has no effect, and each acknowledgement outside
 * that handler is a system call of its own. The socket is a private field of the endpoint; where a later version names it otherwise,
 * a connection over its budget is closed instead, and acknowledgements go one by one.
 */
final class Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final int PUBACK = 0x40;

    private final NetSocketInternal socket;

    private Wire(NetSocketInternal socket) {
        this.socket = socket;
    }

    static Optional<Wire> of(MqttEndpoint endpoint) {
        try {
            Field connection = endpoint.getClass().getDeclaredField("conn");
            connection.setAccessible(true);
            return Optional.of(new Wire((NetSocketInternal) connection.get(endpoint)));
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            LOG.warn("this version of vertx-mqtt does not show its socket: {}", unknown.toString());
            return Optional.empty();
        }
    }

    void read(boolean on) {
        Inflow inflow = socket.channelHandlerContext().pipeline().get(Inflow.class);
        if (inflow == null) {
            socket.channelHandlerContext().channel().config().setAutoRead(on);
        } else {
            inflow.read(on);
        }
    }

    /** Appends a PUBACK without a reason, which MQTT 3.1.1 and 5 write alike. */
    static void acknowledge(Buffer out, int id) {
        out.appendInt((PUBACK << 8 | 2) << 16 | id);
    }

    void write(Buffer packets) {
        socket.write(packets).onFailure(gone -> LOG.debug("a device left before it was answered: {}", gone.toString()));
    }
}
