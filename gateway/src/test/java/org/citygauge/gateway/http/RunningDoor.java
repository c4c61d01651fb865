package org.citygauge.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.health.HealthChecks;
import org.citygauge.gateway.health.StandardChecks;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.metric.Metrics;
import org.citygauge.indicators.catalogue.Catalogues;

/** A real HTTP door in front of a fake city, and a real client. */
final class RunningDoor implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final CityProfile PROFILE =
            new CityProfile("sample", "Sample City", ZoneId.of("Europe/Berlin"), "EUR", "ISO 37122:2019");

    final FakeCity city;
    final FakeJournal journal = new FakeJournal();
    final HealthChecks health = new HealthChecks();
    final PrometheusMeterRegistry registry = Metrics.newRegistry();
    private volatile Instant now = SampleCity.AS_OF.plusMillis(500);
    private final InstantSource clock = () -> now;
    private final Path folder = temporary();
    final Ledger ledger = Ledger.open(folder, clock);
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    final FakeProjection projection = new FakeProjection();
    private final Metrics metrics;
    private final HttpDoor door;

    RunningDoor(SampleCity sample, Configuration.Http settings, Optional<Tokens> tokens) {
        city = new FakeCity(sample);
        metrics = new Metrics(registry, city, journal, PROFILE.id(), clock);
        health.add("journal", StandardChecks.journal(journal));
        health.add("liveView", StandardChecks.liveView(city, clock));
        door = new HttpDoor(
                settings,
                tokens,
                new HttpDoor.Behind(
                        PROFILE,
                        city,
                        journal,
                        new PublicRules(),
                        metrics,
                        health,
                        FakeSnapshots.open(),
                        ledger,
                        new FigureRules(Catalogues.iso37122(), PROFILE.currency()),
                        FakeBackups.open(),
                        Optional.of(projection),
                        clock));
        try {
            vertx.deployVerticle(door).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("the door did not open", late);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("citygauge-door");
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    static RunningDoor open(SampleCity sample) {
        return new RunningDoor(sample, onAnyPort(), Optional.empty());
    }

    static Configuration.Http onAnyPort() {
        return new Configuration.Http("127.0.0.1", 0, 100, Optional.empty(), Optional.empty());
    }

    /** What its clock shows. */
    Instant now() {
        return now;
    }

    /** Sets its clock. */
    void now(Instant instant) {
        now = instant;
    }

    /** What the door serves. */
    List<Resource> resources() {
        return door.resources();
    }

    String url() {
        return door.url();
    }

    int port() {
        return door.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(LIMIT);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** A 200 answer, read as a JSON object. */
    JsonObject object(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body());
    }

    /** Closes the server and leaves everything else. */
    void stop() {
        try {
            vertx.undeploy(door.deploymentID()).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("the door did not close", late);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        metrics.close();
        try {
            vertx.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("Vert.x did not close", late);
        }
        ledger.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException stays) {
            throw new java.io.UncheckedIOException(stays);
        }
    }
}
