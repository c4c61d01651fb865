package org.citygauge.gateway.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.citygauge.gateway.cli.CatalogueFiles;
import org.citygauge.gateway.cli.CityFiles;
import org.citygauge.gateway.config.Overrides;
import org.citygauge.gateway.run.CityParts;
import org.citygauge.gateway.run.Gateway;

/** A gateway with every kind of door and projection; broker and InfluxDB cannot be reached. */
final class WholeCity implements AutoCloseable {
    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    private WholeCity(Gateway gateway) {
        this.gateway = gateway;
    }

    static WholeCity open(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("registry"));
        Files.writeString(folder.resolve("citygauge.yaml"), """
                city: {id: whole, name: Whole City, zone: Europe/Berlin, currency: EUR}
                http: {port: 0}
                listener: {port: 0}
                sources:
                  - name: meters
                    topics: [meters/#]
                    broker: {url: "mqtt://127.0.0.1:1"}
                    sensor: {level: 1}
                    values: [{value: /value}]
                projections: {influx: {url: "http://127.0.0.1:1", org: o, bucket: b, token: t}}
                """);
        Files.writeString(folder.resolve("registry/assets.csv"), """
                id,class,name,weight,latitude,longitude,in_service_from,in_service_to
                bay-1,parking_facility,,2,,,,
                """);
        Files.writeString(folder.resolve("registry/sensors.csv"), """
                id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to
                bay-1,bay-1,occupied,{space},state,PT1H,,
                """);
        CityFiles files =
                CityFiles.read(folder.resolve("citygauge.yaml"), Map.of(), Overrides.NONE, new CatalogueFiles());
        if (!files.problems().isEmpty()) {
            throw new IllegalStateException(files.problems().toString());
        }
        return new WholeCity(Gateway.start(
                new CityParts(
                        files.configuration().orElseThrow(),
                        files.catalogue().orElseThrow(),
                        files.register().orElseThrow(),
                        files.figures().orElseThrow()),
                InstantSource.system()));
    }

    /** Sends readings and waits until they count. */
    void post(String readings) {
        send(request("/api/v1/readings?wait=stored")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(readings)));
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!get("/metrics").contains("citygauge_indicator_value{")) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("no indicator has a value");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }

    String get(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.httpUrl() + path)).timeout(Duration.ofSeconds(20));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
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
