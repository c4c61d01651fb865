package org.citygauge.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real Prometheus with our configuration; only the address, its keys and the pace are those of the test. */
final class PrometheusProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private PrometheusProcess(Process process, Path log, URI url) {
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /** @param target host and port of a gateway that asks for no token */
    static PrometheusProcess start(Path folder, String configuration, String target) throws IOException {
        Path rules = Path.of("../deploy/prometheus/citygauge.rules.yml");
        Files.copy(rules, folder.resolve("citygauge.rules.yml"));
        Path file = Files.writeString(
                folder.resolve("prometheus.yml"),
                configuration
                        .replace("\"gateway:8080\"", "\"" + target + "\"")
                        .replace("scheme: https", "scheme: http")
                        .replace("scrape_interval: 15s", "scrape_interval: 1s")
                        .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
                        .replaceAll("(?m)^ +(tls_config|ca_file|authorization|credentials_file):.*\n", ""));
        return launch(file, folder.resolve("tsdb"));
    }

    /** Prometheus from a copy of {@code deploy/prometheus} with the secrets beside it, where only target and pace are the test's. */
    static PrometheusProcess startIn(Path files, Path data, String target) throws IOException {
        Path file = files.resolve("prometheus.yml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"gateway:8080\"", "\"" + target + "\"")
                        .replace("scrape_interval: 15s", "scrape_interval: 1s")
                        .replace("evaluation_interval: 15s", "evaluation_interval: 1s"));
        return launch(file, data);
    }

    private static PrometheusProcess launch(Path file, Path data) throws IOException {
        int port = freePort();
        Path log = file.resolveSibling("prometheus.log");
        Process started = new ProcessBuilder(
                        Commands.installed("prometheus", "prometheus").toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + data,
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PrometheusProcess(started, log, URI.create("http://127.0.0.1:" + port));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until a query has an answer. */
    void await(String query) {
        await(query, () -> !answer(query).isEmpty());
    }

    /** Waits until every rule was evaluated. */
    void awaitRules() {
        await("all rules are evaluated", () -> !get("/api/v1/rules").contains("\"health\":\"unknown\""));
    }

    private void await(String what, BooleanSupplier reached) {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - until > 0 || !process.isAlive()) {
                throw new AssertionError(what + " did not come true:\n" + log());
            }
            LockSupport.parkNanos(200_000_000);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException gone) {
            return gone.toString();
        }
    }

    /** The one number that a query yields. */
    double value(String query) {
        JsonNode found = answer(query);
        if (found.size() != 1) {
            throw new AssertionError(query + " has " + found.size() + " answers: " + found);
        }
        return found.get(0).at("/value/1").asDouble();
    }

    private JsonNode answer(String query) {
        String body = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            return body.isEmpty() ? JSON.createArrayNode() : JSON.readTree(body).at("/data/result");
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** Nothing while it does not answer. */
    String get(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        Commands.end(process);
    }
}
