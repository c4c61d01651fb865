package org.citygauge.gateway.mqtt.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.Configuration.Broker;
import org.citygauge.gateway.config.Configuration.ServerTls;
import org.citygauge.gateway.config.Configuration.Source;
import org.citygauge.gateway.decode.json.JsonMapping;
import org.citygauge.gateway.mqtt.MemoryJournal;
import org.citygauge.gateway.mqtt.MosquittoPub;
import org.citygauge.gateway.mqtt.TestCertificates;
import org.citygauge.gateway.mqtt.listener.ListenerEvents;
import org.citygauge.gateway.mqtt.listener.MqttListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Subscribers at brokers that do not let everybody in. */
@Timeout(60)
@SuppressWarnings("try") // some subscribers only have to be there
class GuardedBrokerTest {
    @TempDir
    Path folder;

    private static Broker broker(String url, Optional<Path> ca, Optional<ServerTls> certificate) {
        return new Broker(
                url, "gateway", Optional.empty(), 1, 100, Optional.empty(), Optional.empty(), ca, certificate);
    }

    private static Subscriber open(Broker broker, MemoryJournal journal) throws Exception {
        var source = new Source("grid", List.of("city/#"), Optional.of(broker), JsonMapping.DEFAULT);
        var subscriber = new Subscriber(source, broker, 1_000, journal);
        subscriber.open();
        return subscriber;
    }

    private static Subscriber.Status await(Subscriber subscriber, Predicate<Subscriber.Status> wanted) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!wanted.test(subscriber.status())) {
            assertThat(System.nanoTime()).as("%s", subscriber.status()).isLessThan(until);
            LockSupport.parkNanos(10_000_000);
        }
        return subscriber.status();
    }

    private MosquittoBroker withTls(TestCertificates certificates, String... more) throws Exception {
        var settings = new ArrayList<>(List.of(
                "allow_anonymous true",
                "cafile " + certificates.ca(),
                "certfile " + certificates.server().certificate(),
                "keyfile " + certificates.server().key()));
        settings.addAll(List.of(more));
        return MosquittoBroker.start(folder, settings.toArray(String[]::new));
    }

    @Test
    void messagesComeOverTlsFromABrokerOfTheGivenAuthority() throws Exception {
        TestCertificates certificates = TestCertificates.make(folder);
        try (var mosquitto = withTls(certificates);
                var journal = new MemoryJournal()) {
            String url = "mqtts://127.0.0.1:" + mosquitto.port();
            Broker broker = broker(url, Optional.of(certificates.ca()), Optional.empty());
            try (Subscriber grid = open(broker, journal)) {
                await(grid, status -> status.connected() == 1);
                MosquittoPub.publishLines(
                        mosquitto.port(),
                        "city/x/meter/1",
                        List.of("1"),
                        "--cafile",
                        certificates.ca().toString());
                assertThat(journal.messages.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void aBrokerThatAsksWhoWeAreSeesOurCertificate() throws Exception {
        TestCertificates certificates = TestCertificates.make(folder);
        try (var mosquitto = withTls(certificates, "require_certificate true");
                var journal = new MemoryJournal()) {
            String url = "mqtts://127.0.0.1:" + mosquitto.port();
            var own = new ServerTls(
                    certificates.client().certificate(), certificates.client().key());
            Broker broker = broker(url, Optional.of(certificates.ca()), Optional.of(own));
            try (Subscriber grid = open(broker, journal)) {
                await(grid, status -> status.connected() == 1);
            }
        }
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNotTrusted() throws Exception {
        TestCertificates certificates = TestCertificates.make(folder);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        TestCertificates others = TestCertificates.make(elsewhere);
        try (var mosquitto = withTls(certificates);
                var journal = new MemoryJournal()) {
            String url = "mqtts://127.0.0.1:" + mosquitto.port();
            Broker broker = broker(url, Optional.of(others.ca()), Optional.empty());
            try (Subscriber grid = open(broker, journal)) {
                Subscriber.Status refused =
                        await(grid, status -> status.lastError().isPresent());
                assertThat(refused.connected()).isZero();
                assertThat(refused.lastError().orElseThrow()).contains("PKIX path");
            }
        }
    }

    @Test
    void aRefusedSubscriptionIsToldAndIsNoConnection() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (var journal = new MemoryJournal()) {
            String url = refusing(vertx, journal);
            try (Subscriber grid = open(broker(url, Optional.empty(), Optional.empty()), journal)) {
                Subscriber.Status refused =
                        await(grid, status -> status.lastError().isPresent());
                assertThat(refused.connected()).isZero();
                assertThat(refused.lastError().orElseThrow()).contains("city/#");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** Our own listener lets everybody in and nobody subscribe. */
    private static String refusing(Vertx vertx, MemoryJournal journal) throws Exception {
        var settings =
                new Configuration.Listener(true, "127.0.0.1", 0, 1_000, 5, 1 << 20, Optional.empty(), Optional.empty());
        var listener = new MqttListener(settings, Optional.empty(), journal, new ListenerEvents() {
            @Override
            public void connections(int now) {}

            @Override
            public void acknowledged(long nanos, int messages) {}

            @Override
            public void lost(long messages) {}

            @Override
            public void refused() {}
        });
        vertx.deployVerticle(listener).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return listener.url();
    }
}
