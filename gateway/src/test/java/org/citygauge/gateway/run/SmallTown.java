package org.citygauge.gateway.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.citygauge.gateway.cli.CatalogueFiles;
import org.citygauge.gateway.cli.CityFiles;
import org.citygauge.gateway.config.Overrides;

/** A whole gateway with files, journal and archive in a folder, on any free port, at a time that the test owns. */
final class SmallTown implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicReference<Instant> clock;
    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    private SmallTown(Path folder, Instant now) {
        clock = new AtomicReference<>(now);
        InstantSource time = clock::get;
        CityFiles files =
                CityFiles.read(folder.resolve("citygauge.yaml"), Map.of(), Overrides.NONE, new CatalogueFiles());
        if (!files.problems().isEmpty()) {
            throw new IllegalStateException(files.problems().toString());
        }
        gateway = Gateway.start(
                new CityParts(
                        files.configuration().orElseThrow(),
                        files.catalogue().orElseThrow(),
                        files.register().orElseThrow(),
                        files.figures().orElseThrow(),
                        files.rules().orElseThrow()),
                time);
    }

    /** A town with a grid and a roof, each with a meter of kilowatt hours. */
    static SmallTown open(Path folder, Instant now) {
        try {
            Files.createDirectories(folder.resolve("registry"));
            Files.writeString(folder.resolve("citygauge.yaml"), """
                    city: {id: small, name: Small Town, zone: Europe/Berlin, currency: EUR}
                    http: {port: 0}
                    listener: {port: 0}
                    """);
            Files.writeString(folder.resolve("registry/assets.csv"), """
                    id,class,name,weight,latitude,longitude,in_service_from,in_service_to
                    grid,grid_supply_point,,,,,,
                    roof,local_generator,,,,,,
                    feed,grid_export_point,,,,,,
                    """);
            Files.writeString(folder.resolve("registry/sensors.csv"), """
                    id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to
                    grid,grid,energy,kWh,counter,PT1H,,
                    roof,roof,energy,kWh,counter,PT1H,,
                    feed,feed,energy,kWh,counter,PT1H,,
                    """);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new SmallTown(folder, now);
    }

    void clock(Instant now) {
        clock.set(now);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** An answer of 200. */
    HttpResponse<String> ok(String path) {
        return ok(get(path));
    }

    private static HttpResponse<String> ok(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return response;
    }

    HttpResponse<String> accepting(String type, String path) {
        return send(request(path).header("Accept", type).GET());
    }

    /** Sends readings, one a line, and waits until they are taken in. */
    void post(String lines) {
        ok(send(request("/api/v1/readings?wait=stored")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines))));
    }

    /** The answer to a POST of JSON, whatever it is. */
    HttpResponse<String> send(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** All parts of a list, followed from one to the next. */
    List<JsonObject> parts(String path) {
        var all = new ArrayList<JsonObject>();
        String at = path;
        while (!at.isEmpty()) {
            HttpResponse<String> response = ok(at);
            new JsonArray(response.body()).forEach(item -> all.add((JsonObject) item));
            at = response.headers()
                    .firstValue("X-Next")
                    .map(next -> path + "&next=" + next)
                    .orElse("");
        }
        return all;
    }

    /** The answer, once it is as wanted; the last one after a while. */
    JsonObject eventually(String path, Predicate<JsonObject> wanted) {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            var body = new JsonObject(ok(path).body());
            if (wanted.test(body) || System.nanoTime() - until > 0) {
                return body;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.httpUrl() + path)).timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        gateway.close();
    }
}
