package org.citygauge.gateway.mqtt.listener;

import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.mqtt.MqttEndpoint;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops and goes on reading a device's socket, so that TCP holds it back.
 *
 * <p>vertx-mqtt has no way to: {@code pause()} under its message handler has no effect, and the socket is a private field of the
 * endpoint. Where a later version names it otherwise, reading cannot be stopped, and a connection over its budget is closed instead.
 */
final class AutoRead {
    private static final Logger LOG = LoggerFactory.getLogger(AutoRead.class);

    private AutoRead() {}

    /** @return whether it could be done */
    static boolean set(MqttEndpoint endpoint, boolean on) {
        try {
            Field socket = endpoint.getClass().getDeclaredField("conn");
            socket.setAccessible(true);
            ((NetSocketInternal) socket.get(endpoint))
                    .channelHandlerContext()
                    .channel()
                    .config()
                    .setAutoRead(on);
            return true;
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            LOG.warn("this version of vertx-mqtt cannot stop reading: {}", unknown.toString());
            return false;
        }
    }
}
