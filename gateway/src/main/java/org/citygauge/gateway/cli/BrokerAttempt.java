package org.citygauge.gateway.cli;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.citygauge.gateway.config.Configuration.Broker;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * Tries to connect to the broker of a source, under another client id than the gateway's, so that a running one keeps its session.
 *
 * @param source its name
 */
record BrokerAttempt(String source, Broker broker, Duration timeout) {
    Connections.Attempt make() {
        String what = "broker " + broker.url() + " of source " + source;
        String url = broker.url().replaceFirst("^mqtts:", "ssl:").replaceFirst("^mqtt:", "tcp:");
        try {
            connect(url);
            return Connections.Attempt.good(what);
        } catch (MqttException refused) {
            return Connections.Attempt.bad(what, reason(refused));
        } catch (Exception flawedCertificate) {
            return Connections.Attempt.bad(what, Connections.reason(flawedCertificate));
        }
    }

    private void connect(String url) throws Exception {
        var client = new MqttClient(url, broker.clientId() + "-check", new MemoryPersistence());
        client.setTimeToWait(timeout.toMillis());
        try {
            client.connect(options());
            client.disconnect();
        } finally {
            client.close();
        }
    }

    private MqttConnectionOptions options() throws Exception {
        var options = new MqttConnectionOptions();
        options.setConnectionTimeout((int) timeout.toSeconds());
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        broker.user().ifPresent(options::setUserName);
        broker.password().ifPresent(password -> options.setPassword(password.getBytes(StandardCharsets.UTF_8)));
        if (broker.url().startsWith("mqtts:")) {
            options.setSocketFactory(tls().getSocketFactory());
        }
        return options;
    }

    private SSLContext tls() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(vertx), trust(vertx), null);
            return context;
        } finally {
            vertx.close().await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private KeyManager @Nullable [] keys(Vertx vertx) throws Exception {
        if (broker.certificate().isEmpty()) {
            return null;
        }
        var pair = broker.certificate().get();
        return new PemKeyCertOptions()
                .addCertPath(pair.certificate().toString())
                .addKeyPath(pair.key().toString())
                .getKeyManagerFactory(vertx)
                .getKeyManagers();
    }

    private TrustManager @Nullable [] trust(Vertx vertx) throws Exception {
        return broker.ca().isEmpty()
                ? null
                : new PemTrustOptions()
                        .addCertPath(broker.ca().get().toString())
                        .getTrustManagerFactory(vertx)
                        .getTrustManagers();
    }

    private static String reason(MqttException refused) {
        Throwable cause = refused.getCause();
        return cause == null ? String.valueOf(refused.getMessage()) : Connections.reason(cause);
    }
}
