package org.citygauge.gateway.influx;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.citygauge.gateway.cli.CatalogueFiles;
import org.citygauge.gateway.cli.CityFiles;
import org.citygauge.gateway.cli.CitygaugeCommand;
import org.citygauge.gateway.config.Overrides;
import org.citygauge.gateway.run.CityParts;
import org.citygauge.gateway.run.Gateway;

/** A whole gateway at a time that the test owns, whose numbers are copied to a real InfluxDB; may be closed and opened again. */
final class CopiedTown implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final AtomicReference<Instant> clock;
    private final HttpClient client = HttpClient.newHttpClient();
    private Gateway gateway;

    /** @param influx further settings of the copy */
    CopiedTown(Path folder, Instant now, InfluxServer server, String influx) throws IOException {
        this.folder = folder;
        this.clock = new AtomicReference<>(now);
        Files.createDirectories(folder.resolve("registry"));
        Files.writeString(folder.resolve("citygauge.yaml"), """
                city: {id: town, name: Town, zone: Europe/Berlin, currency: EUR}
                http: {port: 0}
                listener: {port: 0}
                projections: {influx: {url: "%s", org: city, bucket: numbers, token: "%s"%s}}
                """.formatted(server.url(), InfluxServer.TOKEN, influx));
        Files.writeString(folder.resolve("registry/assets.csv"), """
                id,class,name,weight,latitude,longitude,in_service_from,in_service_to
                grid,grid_supply_point,,,,,,
                roof,local_generator,,,,,,
                mast,mast,,,,,,
                """);
        Files.writeString(folder.resolve("registry/sensors.csv"), """
                id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to,min,max
                grid,grid,energy,kWh,counter,PT1H,,,,
                roof,roof,energy,kWh,counter,PT1H,,,,
                air,mast,temperature,Cel,gauge,PT15M,,,-40,50
                """);
        gateway = start();
    }

    private Gateway start() {
        CityFiles files =
                CityFiles.read(folder.resolve("citygauge.yaml"), Map.of(), Overrides.NONE, new CatalogueFiles());
        if (!files.problems().isEmpty()) {
            throw new IllegalStateException(files.problems().toString());
        }
        return Gateway.start(
                new CityParts(
                        files.configuration().orElseThrow(),
                        files.catalogue().orElseThrow(),
                        files.register().orElseThrow(),
                        files.figures().orElseThrow()),
                clock::get);
    }

    void stop() {
        gateway.close();
    }

    void startAgain() {
        gateway = start();
    }

    void clock(Instant now) {
        clock.set(now);
    }

    /** Time goes by. */
    void pass(Duration time) {
        clock.updateAndGet(now -> now.plus(time));
    }

    JsonObject object(String path) throws Exception {
        return new JsonObject(ok(request(path).GET()));
    }

    JsonArray array(String path) throws Exception {
        return new JsonArray(ok(request(path).GET()));
    }

    String text(String path) throws Exception {
        return ok(request(path).GET());
    }

    JsonObject post(String path) throws Exception {
        return new JsonObject(ok(request(path).POST(HttpRequest.BodyPublishers.noBody())));
    }

    /** Sends readings, one a line, and waits until they are taken in. */
    void readings(String lines) throws Exception {
        ok(request("/api/v1/readings?wait=stored")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines)));
    }

    /** Runs a command against this gateway. */
    String command(int exit, String... arguments) {
        var out = new StringWriter();
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = gateway.httpUrl();
        int code = CitygaugeCommand.commandLine(Map.of(), clock::get, java.io.InputStream.nullInputStream())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all);
        if (code != exit) {
            throw new AssertionError("exit " + code + ": " + out);
        }
        return out.toString();
    }

    /** Whether all that is over is copied. */
    boolean isCopied() throws Exception {
        JsonObject state = object("/api/v1/projections/influx");
        return state.getInteger("lagSeconds") == 0 && state.getValue("lastError") == null;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.httpUrl() + path)).timeout(LIMIT);
    }

    private String ok(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        client.shutdownNow();
        gateway.close();
    }
}
