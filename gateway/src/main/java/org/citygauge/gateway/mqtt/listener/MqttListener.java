package org.citygauge.gateway.mqtt.listener;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.MqttWill;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.log.Seldom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MQTT server that devices publish to: MQTT 3.1.1 and 5, QoS 0, 1 and 2; nobody can subscribe. */
public final class MqttListener extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MqttListener.class);
    /** Payloads up to so much more than allowed are taken to say that they are too large; beyond, the connection closes. */
    private static final int ABOVE_MAX_PAYLOAD = 8 << 20;

    private static final int PROPERTY = 128; // bytes of memory that a property takes, roughly
    private static final int MQTT_5 = 5;
    private static final int RECEIVE_MAXIMUM = 1_000;
    /** Checking passwords is slow on purpose; it must not take the threads, or all processors, of everything else. */
    private static final int PASSWORD_THREADS = 2;

    private final Configuration.Listener settings;
    private final Optional<Users> users;
    private final Journal journal;
    private final ListenerEvents events;
    private final Budget budget;
    /** What connected devices said of themselves; it stays in memory as long as they are connected. */
    private final Budget introductions;

    private final Seldom refusals = new Seldom();
    private final Seldom takeovers = new Seldom();
    private final Seldom unreadable = new Seldom();
    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    /** Passwords that are being checked; belongs to the event loop. */
    private int checking;

    @SuppressWarnings("NullAway.Init") // made when the verticle starts
    private WorkerExecutor passwords;

    private @Nullable MqttServer server;
    private @Nullable Doorstep doorstep;

    public MqttListener(
            Configuration.Listener settings, Optional<Users> users, Journal journal, ListenerEvents events) {
        this.settings = settings;
        this.users = users;
        this.journal = journal;
        this.events = events;
        this.budget = new Budget(settings.maxReceivingBytes());
        this.introductions = new Budget(settings.maxReceivingBytes() / 2);
    }

    @Override
    public Future<?> start() {
        passwords = vertx.createSharedWorkerExecutor("listener-passwords", PASSWORD_THREADS);
        int maxPublish = settings.maxPayload() + ABOVE_MAX_PAYLOAD;
        var before =
                new Doorstep(vertx, settings.maxConnections(), maxPublish, settings.maxReceivingBytes() / 2, events);
        doorstep = before;
        MqttServer made = MqttServer.create(before, options());
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
        options.setTcpKeepAlive(true); // else one whose link broke stays for ever where its keep-alive is 0
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
        Optional<Users.User> remembered = known.remembered(name, password);
        if (remembered.isPresent()) {
            accept(endpoint, remembered, context);
            return;
        }
        var gone = new AtomicBoolean();
        endpoint.closeHandler(closed -> gone.set(true));
        checking++;
        passwords
                .executeBlocking(
                        () -> gone.get() ? Optional.<Users.User>empty() : known.authenticate(name, password), false)
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
        refusals.say(leftOut -> LOG.info(
                "refused client {} from {}: {} ({} more since the last line)",
                Device.shown(endpoint),
                endpoint.remoteAddress(),
                reason,
                leftOut));
        endpoint.reject(reason);
    }

    private void accept(MqttEndpoint endpoint, Optional<Users.User> user, Context context) {
        String id = endpoint.clientIdentifier();
        if (devices.size() >= settings.maxConnections() && !devices.containsKey(id)) {
            refuse(endpoint, MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
            return;
        }
        long introduction = weight(endpoint);
        if (!introductions.tryTake(introduction)) {
            refuse(endpoint, MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
            return;
        }
        var device = new Device(
                endpoint,
                user,
                new Device.Shared(journal, budget, settings.maxPayload(), events, vertx, unreadable),
                context);
        Device before = devices.put(id, device);
        if (before != null) {
            takeovers.say(leftOut -> LOG.info(
                    "client {} took over from its earlier connection ({} more since the last line)",
                    Device.shown(endpoint),
                    leftOut));
            before.close();
        }
        endpoint.closeHandler(gone -> {
            devices.remove(id, device);
            introductions.give(introduction);
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

    /**
     * The memory that devices take.
     *
     * @param receivingBytes taken from sockets and not yet journalled
     * @param unfinishedBytes of packets that have not come whole
     * @param introductionBytes what connected devices said of themselves
     */
    public record Memory(long receivingBytes, long unfinishedBytes, long introductionBytes) {}

    /** From any thread. */
    public Memory memory() {
        Doorstep before = doorstep;
        return new Memory(
                budget.taken(), before == null ? 0 : before.unfinished().bytes(), introductions.taken());
    }

    /** The bytes that stay in memory of what a client said when it connected. */
    private static long weight(MqttEndpoint endpoint) {
        MqttAuth auth = endpoint.auth();
        MqttWill will = endpoint.will();
        long texts = (long) length(endpoint.clientIdentifier())
                + (auth == null ? 0 : length(auth.getUsername()) + length(auth.getPassword()));
        long last = will == null || !will.isWillFlag()
                ? 0
                : (long) length(will.getWillTopic()) + length(will.getWillMessage()) + weight(will.getWillProperties());
        return 2 * texts + last + weight(endpoint.connectProperties());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static int length(@Nullable Buffer bytes) {
        return bytes == null ? 0 : bytes.length();
    }

    private static long weight(@Nullable MqttProperties properties) {
        return properties == null
                ? 0
                : properties.listAll().stream().mapToLong(MqttListener::weight).sum();
    }

    private static long weight(MqttProperties.MqttProperty<?> property) {
        return switch (property.value()) {
            case String text -> PROPERTY + 2L * text.length();
            case byte[] bytes -> PROPERTY + bytes.length;
            case List<?> pairs ->
                pairs.stream()
                        .mapToLong(pair -> PROPERTY + 2L * String.valueOf(pair).length())
                        .sum();
            case null, default -> PROPERTY;
        };
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
