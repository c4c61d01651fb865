package org.citygauge.gateway.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.mqtt.HandJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listener with real clients over real sockets, and a journal that the test completes by hand. */
class MqttListenerTest {
    private static final int MAX_PAYLOAD = 1_000;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HandJournal journal = new HandJournal();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private URI listen(Optional<Users> users) throws Exception {
        var settings = new Configuration.Listener(
                true, "127.0.0.1", 0, MAX_PAYLOAD, 5, 1 << 20, Optional.empty(), Optional.empty());
        var listener = new MqttListener(settings, users, journal, new ListenerEvents() {
            @Override
            public void connections(int now) {}

            @Override
            public void acknowledged(long nanos, int messages) {}

            @Override
            public void lost(long messages) {}

            @Override
            public void refused() {}
        });
        await(vertx.deployVerticle(listener));
        return URI.create(listener.url());
    }

    private MqttClient connect(URI url, MqttClientOptions options) throws Exception {
        MqttClient client = MqttClient.create(vertx, options);
        await(client.connect(url.getPort(), url.getHost()));
        return client;
    }

    private MqttClient connect(URI url) throws Exception {
        return connect(url, new MqttClientOptions());
    }

    private static BlockingQueue<Integer> acknowledged(MqttClient client) {
        var ids = new LinkedBlockingQueue<Integer>();
        client.publishCompletionHandler(ids::add);
        return ids;
    }

    private static int publish(MqttClient client, String topic, String payload, MqttQoS qos) throws Exception {
        return await(client.publish(topic, Buffer.buffer(payload), qos, false, false));
    }

    private static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    @Test
    void aMessageIsAcknowledgedWhenItIsSafeAndNotBefore() throws Exception {
        MqttClient client = connect(listen(Optional.empty()));
        BlockingQueue<Integer> acks = acknowledged(client);
        int id = publish(client, "city/x/c/s", "{}", MqttQoS.AT_LEAST_ONCE);
        HandJournal.Append append = journal.next();
        assertThat(append.messages()).singleElement().satisfies(message -> {
            assertThat(message.source()).isEqualTo(Message.LISTENER);
            assertThat(message.topic()).isEqualTo("city/x/c/s");
            assertThat(text(message)).isEqualTo("{}");
        });
        assertThat(acks.poll(300, TimeUnit.MILLISECONDS)).isNull();
        append.succeed();
        assertThat(acks.poll(5, TimeUnit.SECONDS)).isEqualTo(id);
    }

    @Test
    void exactlyOnceIsReceivedWhenItIsSafe() throws Exception {
        MqttClient client = connect(listen(Optional.empty()));
        BlockingQueue<Integer> acks = acknowledged(client);
        int id = publish(client, "city/x/c/s", "{}", MqttQoS.EXACTLY_ONCE);
        journal.next().succeed();
        assertThat(acks.poll(5, TimeUnit.SECONDS)).isEqualTo(id);
        assertThat(journal.appends).isEmpty();
    }

    @Test
    void aFullJournalHoldsPublishersBackAndLosesNothing() throws Exception {
        MqttClient client = connect(listen(Optional.empty()));
        BlockingQueue<Integer> acks = acknowledged(client);
        int first = publish(client, "city/x/c/s", "1", MqttQoS.AT_LEAST_ONCE);
        journal.next().promise().fail(new JournalFull("full"));
        int second = publish(client, "city/x/c/s", "2", MqttQoS.AT_LEAST_ONCE);
        journal.makeRoom();
        HandJournal.Append again = journal.next();
        assertThat(again.messages())
                .singleElement()
                .satisfies(message -> assertThat(text(message)).isEqualTo("1"));
        again.succeed();
        assertThat(acks.poll(5, TimeUnit.SECONDS)).isEqualTo(first);
        journal.next().succeed();
        assertThat(acks.poll(5, TimeUnit.SECONDS)).isEqualTo(second);
    }

    @Test
    void aPayloadThatIsTooLargeKeepsItsHeadLengthAndDigest() throws Exception {
        MqttClient client = connect(listen(Optional.empty()), new MqttClientOptions().setMaxMessageSize(1 << 20));
        publish(client, "city/x/c/s", "a".repeat(5_000), MqttQoS.AT_LEAST_ONCE);
        Message message = journal.next().messages().getFirst();
        assertThat(message.payload()).hasSize(MAX_PAYLOAD);
        assertThat(message.cut()).isNotNull().satisfies(cut -> {
            assertThat(cut.length()).isEqualTo(5_000);
            assertThat(cut.sha256()).hasSize(64);
        });
    }

    @Test
    void subscribingIsRefused() throws Exception {
        MqttClient client = connect(listen(Optional.empty()));
        var answer = new CompletableFuture<List<Integer>>();
        client.subscribeCompletionHandler(ack -> answer.complete(ack.grantedQoSLevels()));
        await(client.subscribe("#", 1));
        assertThat(answer.get(5, TimeUnit.SECONDS)).containsExactly(0x80);
    }

    @Test
    void theSameClientIdTakesOver() throws Exception {
        URI url = listen(Optional.empty());
        var closed = new CompletableFuture<Void>();
        MqttClient first = connect(url, new MqttClientOptions().setClientId("meter"));
        first.closeHandler(closed::complete);
        MqttClient second = connect(url, new MqttClientOptions().setClientId("meter"));
        closed.get(5, TimeUnit.SECONDS);
        publish(second, "city/x/c/s", "{}", MqttQoS.AT_LEAST_ONCE);
        assertThat(journal.next().messages()).hasSize(1);
    }

    @Test
    void moreConnectionsThanAllowedAreRefused() throws Exception {
        URI url = listen(Optional.empty());
        for (int i = 0; i < 5; i++) {
            connect(url);
        }
        assertThatThrownBy(() -> connect(url)).hasMessageContaining("CONNECTION_REFUSED_SERVER_UNAVAILABLE");
    }

    @Test
    void aWillIsPublishedWhenADeviceGoesWithoutAGoodbye() throws Exception {
        URI url = listen(Optional.empty());
        var process = new ProcessBuilder("python3", "-c", WILL, url.getHost(), Integer.toString(url.getPort()))
                .inheritIO()
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Message will = journal.next().messages().getFirst();
        assertThat(will.topic()).isEqualTo("city/x/c/gone");
        assertThat(text(will)).isEqualTo("{\"value\":0}");
    }

    /** Connects with a will by the bytes of MQTT 3.1.1, and drops the connection. */
    private static final String WILL = """
            import socket, struct, sys
            def text(s): return struct.pack('>H', len(s)) + s
            body = text(b'MQTT') + b'\\x04' + bytes([0x06]) + b'\\x00\\x1e' + text(b'w') + text(b'city/x/c/gone') + text(b'{"value":0}')
            s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
            s.sendall(b'\\x10' + bytes([len(body)]) + body)
            assert s.recv(4)[3] == 0
            s.close()
            """;

    private Users users() throws IOException {
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        Path file = Files.writeString(folder.resolve("users.txt"), "# who\nmeter:" + hash + ":city/x/meter/#\n");
        return Users.read(file);
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        URI url = listen(Optional.of(users()));
        assertThatThrownBy(() -> connect(
                        url, new MqttClientOptions().setUsername("meter").setPassword("guess")))
                .hasMessageContaining("BAD_USER_NAME_OR_PASSWORD");
        assertThatThrownBy(() -> connect(url)).hasMessageContaining("BAD_USER_NAME_OR_PASSWORD");
    }

    @Test
    void aUserPublishesWhereItsPatternAllowsAndNowhereElse() throws Exception {
        URI url = listen(Optional.of(users()));
        MqttClient client =
                connect(url, new MqttClientOptions().setUsername("meter").setPassword("secret"));
        publish(client, "city/x/meter/1", "{}", MqttQoS.AT_LEAST_ONCE);
        journal.next().succeed();
        var closed = new CompletableFuture<Void>();
        client.closeHandler(closed::complete);
        publish(client, "city/x/other/1", "{}", MqttQoS.AT_LEAST_ONCE);
        closed.get(5, TimeUnit.SECONDS);
        assertThat(journal.appends).isEmpty();
    }
}
