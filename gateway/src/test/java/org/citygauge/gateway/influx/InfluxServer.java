package org.citygauge.gateway.influx;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real InfluxDB 2 with folders of its own, which can be stopped and started again. */
final class InfluxServer implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path binary;
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    /** Does not run yet. */
    InfluxServer(Path binary, Path folder) throws IOException {
        this.binary = binary;
        this.folder = folder;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    /** The binary {@code CITYGAUGE_TEST_INFLUXD} names, else {@code influxd} on the path. */
    static Optional<Path> binary() {
        String named = System.getenv("CITYGAUGE_TEST_INFLUXD");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(entry -> Path.of(entry, "influxd"))
                .filter(Files::isExecutable)
                .filter(InfluxServer::isVersion2)
                .findFirst();
    }

    private static boolean isVersion2(Path binary) {
        try {
            Process asked = new ProcessBuilder(binary.toString(), "version")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return asked.waitFor(10, TimeUnit.SECONDS) && answer.contains("InfluxDB v2");
        } catch (IOException cannot) {
            return false;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        binary.toString(),
                        "--bolt-path",
                        folder.resolve("bolt").toString(),
                        "--engine-path",
                        folder.resolve("engine").toString(),
                        "--sqlite-path",
                        folder.resolve("sqlite").toString(),
                        "--http-bind-address",
                        "127.0.0.1:" + port,
                        "--reporting-disabled")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Eventually.holds(() -> status("/health") == 200);
    }

    /** Makes user, organisation, bucket and token. */
    void setUp() throws IOException, InterruptedException {
        String body = """
                {"username": "tester", "password": "a-password", "org": "city", "bucket": "numbers", "token": "%s"}""".formatted(TOKEN);
        HttpResponse<String> answer = send(request("/api/v2/setup").POST(BodyPublishers.ofString(body)));
        if (answer.statusCode() != 201) {
            throw new IOException("setup: " + answer.body());
        }
    }

    void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends at once, as with {@code kill -9}. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    /** Takes its files away while it is stopped. */
    void wipe() throws IOException {
        for (String name : List.of("bolt", "sqlite", "engine")) {
            Path root = folder.resolve(name);
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /** Deletes all points of the bucket. */
    void delete() throws IOException, InterruptedException {
        String all = """
                {"start": "2000-01-01T00:00:00Z", "stop": "2100-01-01T00:00:00Z"}""";
        HttpResponse<String> answer =
                send(request("/api/v2/delete?org=city&bucket=numbers").POST(BodyPublishers.ofString(all)));
        if (answer.statusCode() != 204) {
            throw new IOException("delete: " + answer.body());
        }
    }

    void write(String lines) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(
                request("/api/v2/write?org=city&bucket=numbers&precision=us").POST(BodyPublishers.ofString(lines)));
        if (answer.statusCode() != 204) {
            throw new IOException("write: " + answer.body());
        }
    }

    /** The rows InfluxQL answers with, without the name and tags of the series: time first, then what was selected. */
    List<List<String>> query(String influxQl) throws IOException, InterruptedException {
        return query("numbers", "s", influxQl);
    }

    /** The same of another bucket, with times in another unit. */
    List<List<String>> query(String bucket, String epoch, String influxQl) throws IOException, InterruptedException {
        String path =
                "/query?db=" + bucket + "&epoch=" + epoch + "&q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                send(request(path).header("Accept", "application/csv").GET());
        if (answer.statusCode() != 200) {
            throw new IOException("query: " + answer.body());
        }
        return answer.body()
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .map(row -> row.subList(2, row.size()))
                .toList();
    }

    private int status(String path) {
        try {
            return send(request(path).GET()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Token " + TOKEN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        stop();
        http.close();
    }
}
