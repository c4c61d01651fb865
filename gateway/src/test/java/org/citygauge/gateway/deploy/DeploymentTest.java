package org.citygauge.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.citygauge.gateway.cli.CitygaugeCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code deploy/} says works together. One city for all tests: each asks what the ones before left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
final class DeploymentTest {
    private static final String GARAGE = "city/musterstadt/parking_facility/garage-1-status";

    private final StringWriter said = new StringWriter();
    private Path folder;
    private Deployment city;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        Commands.installed("mosquitto", "mosquitto");
        Commands.installed("mosquitto_pub", "mosquitto-clients");
        Commands.installed("htpasswd", "apache2-utils");
        String influxd = System.getenv().getOrDefault("CITYGAUGE_TEST_INFLUXD", "");
        Assumptions.assumeTrue(
                !influxd.isEmpty(), "needs InfluxDB 2: name its binary influxd in CITYGAUGE_TEST_INFLUXD");
        folder = temporary;
        city = Deployment.start(folder.resolve("deploy"), Path.of(influxd));
    }

    @AfterAll
    void close() {
        if (city != null) {
            city.close();
        }
    }

    private String operator() throws IOException {
        return city.secretText("operator.token");
    }

    private int citygauge(String... arguments) {
        CommandLine commands = CitygaugeCommand.commandLine(
                city.environment(), InstantSource.system(), new ByteArrayInputStream(new byte[0]));
        commands.setOut(new PrintWriter(said, true));
        commands.setErr(new PrintWriter(said, true));
        return commands.execute(arguments);
    }

    private boolean source(String name, int stored) {
        try {
            var books = new JsonObject(city.get("/api/v1/books", operator()).body());
            return books.getJsonArray("sources").stream()
                    .map(JsonObject.class::cast)
                    .anyMatch(its -> its.getString("source").equals(name)
                            && its.getJsonObject("readings").getInteger("stored") == stored);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    @Order(1)
    void aDeviceReachesTheCityByTheBroker() throws Exception {
        city.await("subscribed", () -> health().contains("\"connected\":1"));
        String password = city.secretText("devices.password");
        assertThat(city.publish(city.brokerPort(), password, GARAGE, "{\"value\":1}"))
                .isZero();
        city.await("the reading is stored", () -> source("broker", 1));
    }

    private String health() {
        try {
            return city.get("/health/ready", "").body().replaceAll("\\s", "");
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    @Order(2)
    void aDeviceReachesTheCityByTheListener() throws Exception {
        String password = city.secretText("devices.password");
        assertThat(city.publish(city.listenerPort(), password, GARAGE, "{\"value\":0}"))
                .isZero();
        city.await("the reading is stored", () -> source("listener", 1));
    }

    @Test
    @Order(3)
    void withoutTheRightKeysNobodyComesIn() throws Exception {
        assertThat(city.publish(city.brokerPort(), "guessed", GARAGE, "{\"value\":1}"))
                .isNotZero();
        assertThat(city.publish(city.listenerPort(), "guessed", GARAGE, "{\"value\":1}"))
                .isNotZero();
        assertThat(city.get("/api/v1/books", "").statusCode()).isEqualTo(401);
        assertThat(city.get("/api/v1/books", "guessed").statusCode()).isEqualTo(401);
        assertThat(city.get("/metrics", city.secretText("prometheus.token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    @Order(4)
    void theConfigurationIsSoundAndEverythingCanBeReached() {
        assertThat(citygauge("check", "--config", city.configuration(), "--connect"))
                .as(said.toString())
                .isZero();
    }

    @Test
    @Order(5)
    void theNumbersAreInInfluxDb() {
        city.await(
                "the garage counts",
                () -> city.influxQl("SELECT last(numerator) FROM citygauge_indicator_live WHERE indicator = '19.8'")
                        .contains(",120]"));
    }

    @Test
    @Order(6)
    void prometheusScrapesWithItsOwnKey() throws Exception {
        Commands.installed("prometheus", "prometheus");
        try (PrometheusProcess prometheus = PrometheusProcess.startIn(
                city.folder.resolve("prometheus"),
                folder.resolve("tsdb"),
                city.http().getHost() + ":" + city.http().getPort())) {
            prometheus.await("citygauge_readings_stored_total == 2");
            assertThat(prometheus.value("up{job=\"citygauge\"}")).isEqualTo(1);
            prometheus.awaitRules();
        }
    }

    @Test
    @Order(7)
    void theArchiveIsBackedUpWithTheOperatorsKeyAndRestored() throws Exception {
        Path file = folder.resolve("backup.sqlite");
        Path restored = folder.resolve("restored");
        assertThat(citygauge(
                        "backup",
                        file.toString(),
                        "--url",
                        city.http().toString(),
                        "--ca",
                        city.secret("ca.crt").toString(),
                        "--token-file",
                        city.secret("operator.token").toString()))
                .as(said.toString())
                .isZero();
        assertThat(citygauge("restore", file.toString(), "--data", restored.toString()))
                .as(said.toString())
                .isZero();
        assertThat(said.toString()).contains("restored musterstadt as of").contains(", 2 readings");
    }

    @Test
    @Order(8)
    void whatIsSecretIsInNoLog() throws IOException {
        for (String program : new String[] {"mosquitto", "java"}) {
            assertThat(city.log(program)).isNotBlank();
            try (Stream<Path> secrets = Files.list(city.secret("."))) {
                for (Path secret : secrets.filter(path -> path.toString().matches(".*\\.(password|token)"))
                        .toList()) {
                    assertThat(city.log(program)).doesNotContain(Files.readString(secret));
                }
            }
        }
    }
}
