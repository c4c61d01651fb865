package org.citygauge.gateway.simulate;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import org.jspecify.annotations.Nullable;

/** An MQTT server that acknowledges at once and keeps nothing: what the listener is measured against. */
public final class BareListener extends VerticleBase {
    private @Nullable MqttServer server;

    @Override
    public Future<?> start() {
        var options = new MqttServerOptions().setHost("127.0.0.1").setPort(0);
        options.setTcpNoDelay(true);
        MqttServer made = MqttServer.create(vertx, options);
        server = made;
        made.endpointHandler(endpoint -> {
            endpoint.publishHandler(message -> {
                if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
                    endpoint.publishAcknowledge(message.messageId());
                }
            });
            endpoint.accept(false);
        });
        return made.listen();
    }

    /** The port it listens on, once started. */
    public int port() {
        return server == null ? 0 : server.actualPort();
    }
}
