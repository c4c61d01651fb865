package org.citygauge.gateway.mqtt.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.journal.sqlite.Limits;
import org.citygauge.aggregator.journal.sqlite.SqliteJournal;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.decode.json.JsonMapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto and a real journal: what the broker acknowledged to a publisher is in the journal in the end. */
class SubscriberTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private SqliteJournal journal;
    private MosquittoBroker broker;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("broker"));
        broker = MosquittoBroker.start(folder.resolve("broker"));
        journal = SqliteJournal.open(
                folder.resolve("journal"),
                Limits.of(1 << 26, Duration.ofDays(7)),
                InstantSource.system(),
                Position.START);
    }

    @AfterEach
    void stop() throws Exception {
        if (journal != null) {
            journal.close();
        }
        if (broker != null) {
            broker.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Subscriber subscribe(Journal to, int connections, Optional<String> password) throws IOException {
        var settings = new Configuration.Broker(
                broker.url(),
                "citygauge-test",
                connections > 1 ? Optional.of("group") : Optional.empty(),
                connections,
                100,
                password.map(secret -> "town"),
                password,
                Optional.empty(),
                Optional.empty());
        var source = new Configuration.Source("town", List.of("city/#"), Optional.of(settings), JsonMapping.DEFAULT);
        var subscriber = new Subscriber(source, settings, 1_000, to);
        subscriber.open();
        return subscriber;
    }

    private static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting until %s", what).isLessThan(until);
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private void publish(int from, int to) throws Exception {
        MqttClient client = MqttClient.create(vertx, new MqttClientOptions().setMaxInflightQueue(10_000));
        var acknowledged = new CountDownLatch(to - from);
        client.publishCompletionHandler(id -> acknowledged.countDown());
        client.connect(broker.port(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        for (int i = from; i < to; i++) {
            client.publish("city/x/c/s", Buffer.buffer("{\"value\":" + i + "}"), MqttQoS.AT_LEAST_ONCE, false, false)
                    .onFailure(failure -> acknowledged.countDown());
        }
        assertThat(acknowledged.await(20, TimeUnit.SECONDS)).isTrue();
        client.disconnect().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Set<String> payloads() {
        Set<String> seen = new HashSet<>();
        Position position = Position.START;
        try {
            for (Optional<Batch> batch = journal.read(position, 10_000, Duration.ofMillis(50));
                    batch.isPresent();
                    batch = journal.read(position, 10_000, Duration.ofMillis(50))) {
                batch.get()
                        .entries()
                        .forEach(entry -> seen.add(new String(entry.message().payload(), StandardCharsets.UTF_8)));
                position = batch.get().last();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return seen;
    }

    @Test
    void whatComesIsJournalledWithItsTopicAndSource() throws Exception {
        try (Subscriber subscriber = subscribe(journal, 1, Optional.empty())) {
            await("subscribed", () -> subscriber.status().connected() == 1);
            publish(0, 1);
            await("journalled", () -> journal.end().value() == 1);
            Message message = journal.read(Position.START, 10, Duration.ofSeconds(1))
                    .orElseThrow()
                    .entries()
                    .getFirst()
                    .message();
            assertThat(message.source()).isEqualTo("town");
            assertThat(message.topic()).isEqualTo("city/x/c/s");
        }
    }

    @Test
    void nothingIsLostWhileWeAreAwayAndTheBrokerIsRestarted() throws Exception {
        try (Subscriber subscriber = subscribe(journal, 1, Optional.empty())) {
            await("subscribed", () -> subscriber.status().connected() == 1);
        }
        publish(0, 500);
        broker.stop();
        broker.startAgain();
        try (Subscriber subscriber = subscribe(journal, 1, Optional.empty())) {
            await("all are there", () -> payloads().size() == 500);
            broker.stop();
            await("the loss is noticed", () -> subscriber.status().connected() == 0);
            broker.startAgain();
            await("subscribed again", () -> subscriber.status().connected() == 1);
            publish(500, 600);
            await("the new ones are there", () -> payloads().size() == 600);
        }
    }

    @Test
    void whatTheJournalRefusedIsSentAgain() throws Exception {
        var refusals = new AtomicInteger(3);
        try (Subscriber subscriber = subscribe(new Refusing(journal, refusals), 1, Optional.empty())) {
            await("subscribed", () -> subscriber.status().connected() == 1);
            publish(0, 50);
            await("all are there", () -> payloads().size() == 50);
            assertThat(refusals.get()).isNotPositive();
        }
    }

    @Test
    void severalConnectionsShareASubscription() throws Exception {
        try (Subscriber subscriber = subscribe(journal, 2, Optional.empty())) {
            await("both are subscribed", () -> subscriber.status().connected() == 2);
            publish(0, 400);
            await("all are there", () -> payloads().size() == 400);
            assertThat(journal.end().value()).as("each came by one of them").isEqualTo(400);
        }
    }

    @Test
    void aBrokerThatRefusesUsIsTriedAgainAndTheReasonIsKnown() throws Exception {
        broker.close();
        Files.createDirectories(folder.resolve("closed"));
        broker = MosquittoBroker.start(folder.resolve("closed"), "allow_anonymous false");
        try (Subscriber subscriber = subscribe(journal, 1, Optional.of("wrong-secret"))) {
            await("refused", () -> subscriber.status().lastError().isPresent());
            assertThat(subscriber.status().connected()).isZero();
            assertThat(subscriber.status().lastError().orElseThrow()).doesNotContain("wrong-secret");
        }
    }

    /** Refuses the first appends, and then has room. */
    private record Refusing(Journal journal, AtomicInteger refusals) implements Journal {
        @Override
        public Future<Position> append(List<Message> messages) {
            return refusals.getAndDecrement() > 0
                    ? Future.failedFuture(new JournalFull("full for the moment"))
                    : journal.append(messages);
        }

        @Override
        public Optional<Batch> read(Position position, int maxMessages, Duration wait) throws InterruptedException {
            return journal.read(position, maxMessages, wait);
        }

        @Override
        public void consumed(Position position) {
            journal.consumed(position);
        }

        @Override
        public Position end() {
            return journal.end();
        }

        @Override
        public Map<String, Long> countAfter(Position position) {
            return journal.countAfter(position);
        }

        @Override
        public long bytes() {
            return journal.bytes();
        }

        @Override
        public Future<Void> room() {
            return Future.succeededFuture();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
