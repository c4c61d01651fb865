package org.citygauge.gateway.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.citygauge.gateway.cli.SimulateCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a simulation counts is what the other side saw. */
@Timeout(60)
class SimulationTest {
    private final Vertx vertx = Vertx.vertx();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger messages = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** A server that acknowledges so many messages of each connection, and then drops it. */
    private URI server(int acknowledging) throws Exception {
        MqttServer server = MqttServer.create(
                vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0));
        server.exceptionHandler(dropped -> {});
        server.endpointHandler(endpoint -> {
            var acknowledged = new AtomicInteger();
            endpoint.publishHandler(message -> {
                messages.incrementAndGet();
                if (acknowledged.incrementAndGet() <= acknowledging) {
                    taken.add(message.topicName() + " " + message.payload());
                    endpoint.publishAcknowledge(message.messageId());
                } else if (endpoint.isConnected()) {
                    endpoint.close();
                }
            });
            endpoint.accept(false);
        });
        return URI.create("mqtt://127.0.0.1:" + await(server.listen()).actualPort());
    }

    private static Load load(URI url, int rate, Duration duration, int batch) {
        return new Load(url, 10, rate, duration, "town", batch, 0, 2, 100, Optional.empty());
    }

    private Outcome run(Load load) throws InterruptedException {
        return new Simulation(vertx, InstantSource.system()).run(load, (sensor, micros) -> {});
    }

    @Test
    void everythingThatWasPublishedIsAcknowledgedAndNoReadingComesTwice() throws Exception {
        Outcome outcome = run(load(server(Integer.MAX_VALUE), 0, Duration.ofMillis(500), 1));
        assertThat(outcome.complete()).as("%s", outcome).isTrue();
        assertThat(outcome.published()).isEqualTo(messages.get()).isGreaterThan(100);
        assertThat(taken).as("readings that differ").hasSize(messages.get());
        assertThat(outcome.p50Millis()).isPositive().isLessThanOrEqualTo(outcome.p99Millis());
    }

    @Test
    void aRateIsKept() throws Exception {
        Outcome outcome = run(load(server(Integer.MAX_VALUE), 400, Duration.ofSeconds(1), 1));
        assertThat(outcome.complete()).as("%s", outcome).isTrue();
        assertThat(outcome.published()).isBetween(200L, 440L);
    }

    @Test
    void aReadingMayBeFilledUpToALength() throws Exception {
        URI url = server(Integer.MAX_VALUE);
        Outcome outcome = run(new Load(url, 10, 400, Duration.ofMillis(500), "town", 1, 100, 2, 100, Optional.empty()));
        assertThat(outcome.complete()).as("%s", outcome).isTrue();
        assertThat(taken)
                .isNotEmpty()
                .allSatisfy(message ->
                        assertThat(message.split(" ", 2)[1]).hasSize(100).endsWith("\"}"));
    }

    @Test
    void aMessageMayHoldSeveralReadingsOfOneSensor() throws Exception {
        Outcome outcome = run(load(server(Integer.MAX_VALUE), 400, Duration.ofMillis(500), 4));
        assertThat(outcome.readings()).isEqualTo(4 * outcome.acknowledged());
        assertThat(taken)
                .allSatisfy(message -> assertThat(message.split("\"time\"")).hasSize(5));
    }

    @Test
    void whenConnectionsAreLostExactlyWhatWasAcknowledgedIsReported() throws Exception {
        var heard = new HashSet<String>();
        Outcome outcome = new Simulation(vertx, InstantSource.system())
                .run(
                        load(server(150), 0, Duration.ofSeconds(5), 1),
                        (sensor, micros) -> heard.add(sensor + "," + micros));
        assertThat(outcome.complete()).isFalse();
        assertThat(outcome.failure()).isPresent();
        assertThat(outcome.acknowledged()).isPositive().isLessThanOrEqualTo(taken.size());
        assertThat(outcome.published()).isGreaterThan(outcome.acknowledged());
        assertThat(heard).hasSize((int) outcome.acknowledged());
    }

    private int command(StringWriter printed, String... arguments) {
        return new CommandLine(new SimulateCommand(InstantSource.system()))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(arguments);
    }

    @Test
    void theCommandWritesWhatWasAcknowledged(@TempDir Path folder) throws Exception {
        Path acked = folder.resolve("acked.csv");
        var printed = new StringWriter();
        String url = server(Integer.MAX_VALUE).toString();
        int exit = command(
                printed,
                "--url",
                url,
                "--rate",
                "200",
                "--duration",
                "PT1S",
                "--city",
                "town",
                "--acked",
                acked.toString());
        assertThat(exit).as(printed.toString()).isZero();
        List<String> lines = Files.readAllLines(acked);
        assertThat(lines).hasSize(messages.get());
        assertThat(Set.copyOf(lines)).hasSize(messages.get());
    }

    @Test
    void theCommandFailsWhenSomethingWasNotAcknowledged() throws Exception {
        var printed = new StringWriter();
        assertThat(command(printed, "--url", server(20).toString(), "--duration", "2s"))
                .isEqualTo(1);
        assertThat(printed.toString()).contains("ended early");
    }

    @Test
    void theCommandFailsWhereNobodyListens() throws Exception {
        var printed = new StringWriter();
        assertThat(command(printed, "--url", "mqtt://127.0.0.1:1", "--duration", "2s"))
                .isEqualTo(1);
        assertThat(printed.toString()).contains("refused");
    }

    @Test
    void wrongUseIsToldApartFromFailure() {
        var printed = new StringWriter();
        assertThat(command(printed, "--url", "http://127.0.0.1:1", "--duration", "2s"))
                .isEqualTo(2);
        assertThat(command(printed, "--url", "mqtt://127.0.0.1:1", "--duration", "soon"))
                .isEqualTo(2);
    }
}
