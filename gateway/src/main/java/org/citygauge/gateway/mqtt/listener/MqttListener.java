package org.citygauge.gateway.mqtt.listener;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.gateway.config.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MQTT server that devices publish to: MQTT 3.1.1 and 5, QoS 0, 1 and 2; nobody can subscribe. */
public final class MqttListener extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MqttListener.class);
    /** Payloads up to so much more than allowed are taken to say that they are too large; beyond, the connection closes. */
    private static final int ABOVE_MAX_PAYLOAD = 8 << 20;

    private static final int MQTT_5 = 5;
    private static final int RECEIVE_MAXIMUM = 1_000;
    /** Checking passwords is slow on purpose; it must not take the threads, or all processors, of everything else. */
    private static final int PASSWORD_THREADS = 2;

    private final Configuration.Listener settings;
    private final Optional<Users> users;
    private final Journal journal;
    private final ListenerEvents events;
    private final Budget budget;
    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    /** Passwords that are being checked; belongs to the event loop. */
    private int checking;

    @SuppressWarnings("NullAway.Init") // made when the verticle starts
    private WorkerExecutor passwords;

    private @Nullable MqttServer server;

    public MqttListener(
            Configuration.Listener settings, Optional<Users> users, Journal journal, ListenerEvents events) {
        this.settings = settings;
        this.users = users;
        this.journal = journal;
        this.events = events;
        this.budget = new Budget(settings.maxReceivingBytes());
    }

    @Override
    public Future<?> start() {
        passwords = vertx.createSharedWorkerExecutor("listener-passwords", PASSWORD_THREADS);
        MqttServer made = MqttServer.create(vertx, options());
        server = made;
        made.exceptionHandler(failure -> LOG.debug("an MQTT connection failed: {}", failure.toString()));
        made.endpointHandler(endpoint -> connect(endpoint, Vertx.currentContext()));
        return made.listen();
    }

    private MqttServerOptions options() {
        var options = new MqttServerOptions()
                .setHost(settings.bind())
                .setPort(settings.port())
                .setMaxMessageSize(settings.maxPayload() + ABOVE_MAX_PAYLOAD)
                .setTimeoutOnConnect(10);
        settings.tls().ifPresent(tls -> {
            options.setSsl(true);
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .setCertPath(tls.certificate().toString())
                    .setKeyPath(tls.key().toString()));
        });
        options.setTcpNoDelay(true);
        return options;
    }

    private void connect(MqttEndpoint endpoint, Context context) {
        if (users.isEmpty()) {
            accept(endpoint, Optional.empty(), context);
        } else if (checking >= settings.maxConnections()) {
            refuse(endpoint, MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
        } else {
            authenticate(endpoint, users.get(), context);
        }
    }

    private void authenticate(MqttEndpoint endpoint, Users known, Context context) {
        MqttAuth auth = endpoint.auth();
        String name = auth == null || auth.getUsername() == null ? "" : auth.getUsername();
        String password = auth == null || auth.getPassword() == null ? "" : auth.getPassword();
        var gone = new AtomicBoolean();
        endpoint.closeHandler(closed -> gone.set(true));
        checking++;
        passwords
                .executeBlocking(() -> known.authenticate(name, password), false)
                .onComplete(checked -> context.runOnContext(ignored -> {
                    checking--;
                    if (!gone.get()) {
                        answer(endpoint, checked, context);
                    }
                }));
    }

    private void answer(MqttEndpoint endpoint, AsyncResult<Optional<Users.User>> checked, Context context) {
        if (checked.failed()) {
            LOG.warn("a password could not be checked", checked.cause());
            refuse(endpoint, MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
        } else if (checked.result().isPresent()) {
            accept(endpoint, checked.result(), context);
        } else {
            refuse(
                    endpoint,
                    endpoint.protocolVersion() == MQTT_5
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                            : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
        }
    }

    private void refuse(MqttEndpoint endpoint, MqttConnectReturnCode reason) {
        events.refused();
        LOG.info("refused client {} from {}: {}", endpoint.clientIdentifier(), endpoint.remoteAddress(), reason);
        endpoint.reject(reason);
    }

    private void accept(MqttEndpoint endpoint, Optional<Users.User> user, Context context) {
        String id = endpoint.clientIdentifier();
        if (devices.size() >= settings.maxConnections() && !devices.containsKey(id)) {
            refuse(endpoint, MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
            return;
        }
        var device = new Device(
                endpoint, user, new Device.Shared(journal, budget, settings.maxPayload(), events, vertx), context);
        Device before = devices.put(id, device);
        if (before != null) {
            LOG.info("client {} took over from its earlier connection", id);
            before.close();
        }
        endpoint.closeHandler(gone -> {
            devices.remove(id, device);
            device.closed();
            events.connections(devices.size());
        });
        device.begin();
        events.connections(devices.size());
        if (endpoint.protocolVersion() == MQTT_5) {
            var properties = new MqttProperties();
            properties.add(new MqttProperties.IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, RECEIVE_MAXIMUM));
            properties.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 0));
            endpoint.accept(false, properties);
        } else {
            endpoint.accept(false);
        }
    }

    /** Where devices can reach it, once started. */
    public String url() {
        MqttServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("the listener is not open");
        }
        String host = settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
        return (settings.tls().isPresent() ? "mqtts" : "mqtt") + "://" + host + ":" + listening.actualPort();
    }

    @Override
    public Future<?> stop() {
        passwords.close();
        return server == null ? Future.succeededFuture() : server.close();
    }
}
