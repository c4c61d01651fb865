package org.citygauge.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** A real InfluxDB 2 with a bucket, asked in InfluxQL as Grafana asks it. */
final class InfluxProcess implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests";
    static final String ORG = "city";
    static final String BUCKET = "numbers";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    private InfluxProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** The binary that {@code CITYGAUGE_TEST_INFLUXD} names; without one the test is skipped with one line. */
    static Path binary() {
        String named = System.getenv().getOrDefault("CITYGAUGE_TEST_INFLUXD", "");
        Assumptions.assumeTrue(
                !named.isBlank() && Files.isExecutable(Path.of(named)),
                "CITYGAUGE_TEST_INFLUXD names no influxd 2: get InfluxDB 2.7 and name its influxd there");
        return Path.of(named);
    }

    /** Waits until it is set up. */
    static InfluxProcess start(Path binary, Path folder) throws IOException, InterruptedException {
        int port = PrometheusProcess.freePort();
        Process started = new ProcessBuilder(
                        binary.toString(),
                        "--bolt-path=" + folder.resolve("bolt"),
                        "--engine-path=" + folder.resolve("engine"),
                        "--sqlite-path=" + folder.resolve("sqlite"),
                        "--http-bind-address=127.0.0.1:" + port,
                        "--reporting-disabled")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("influxd.log").toFile())
                .start();
        var influx = new InfluxProcess(started, "http://127.0.0.1:" + port);
        influx.setUp();
        return influx;
    }

    private void setUp() throws IOException, InterruptedException {
        String body = "{\"username\": \"tester\", \"password\": \"a-password\", \"org\": \"" + ORG
                + "\", \"bucket\": \"" + BUCKET + "\", \"token\": \"" + TOKEN + "\"}";
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                HttpResponse<String> answer = send(request("/api/v2/setup").POST(BodyPublishers.ofString(body)));
                if (answer.statusCode() == 201) {
                    return;
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw notYet;
                }
            }
            if (System.nanoTime() - until > 0) {
                throw new IOException("influxd is not set up within 30 s");
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    String url() {
        return url;
    }

    void write(String lines) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/api/v2/write?precision=s&org=" + ORG + "&bucket=" + BUCKET)
                .POST(BodyPublishers.ofString(lines)));
        if (answer.statusCode() != 204) {
            throw new IOException("write: " + answer.body());
        }
    }

    /** The series InfluxQL answers with, as Grafana posts the question; an error of the question is one here. */
    JsonNode series(String query) {
        try {
            HttpResponse<String> answer = send(request("/query?epoch=ms&db=" + BUCKET)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))));
            JsonNode result = JSON.readTree(answer.body()).at("/results/0");
            if (answer.statusCode() != 200 || result.isMissingNode() || result.has("error")) {
                throw new AssertionError(query + "\n" + answer.body());
            }
            return result.path("series");
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Token " + TOKEN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.shutdownNow();
        Commands.end(process);
    }
}
