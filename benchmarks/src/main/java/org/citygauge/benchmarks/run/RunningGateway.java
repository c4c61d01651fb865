package org.citygauge.benchmarks.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** {@code ./citygauge serve} as a process of its own, on free ports. */
public final class RunningGateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READY = "Ready in ";

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> addresses = new HashMap<>();
    private final double startSeconds;
    private double readySeconds;

    private RunningGateway(Process process, Path log) throws IOException {
        long begun = System.nanoTime();
        this.process = process;
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (readySeconds == 0) {
            String line = output.readLine();
            if (line == null) {
                process.destroyForcibly();
                throw new IOException("the gateway did not start: " + Files.readString(log));
            }
            read(line);
        }
        startSeconds = (System.nanoTime() - begun) / 1e9;
    }

    private void read(String line) {
        if (line.startsWith(READY)) {
            readySeconds = Integer.parseInt(line.substring(READY.length()).replace(" ms", "")) / 1e3;
        } else if (line.startsWith("HTTP") || line.startsWith("MQTT")) {
            addresses.put(line.substring(0, 4), line.substring(4).strip());
        }
    }

    /** Starts one and waits until it is ready. */
    public static RunningGateway start(Path configuration) throws IOException {
        Path log = configuration.resolveSibling("gateway.log");
        Process started = new ProcessBuilder(
                        Processes.program("citygauge"),
                        "serve",
                        "--config",
                        configuration.toString(),
                        "--http-port",
                        "0",
                        "--mqtt-port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new RunningGateway(started, log);
    }

    /** From the start of the process to the line that says it is ready. */
    public double startSeconds() {
        return startSeconds;
    }

    /** What that line says, which leaves out the start of Java and the reading of the city's files. */
    public double readySeconds() {
        return readySeconds;
    }

    public URI mqtt() {
        return address("MQTT");
    }

    public URI httpUrl() {
        return address("HTTP");
    }

    private URI address(String door) {
        String found = addresses.get(door);
        if (found == null) {
            throw new IllegalStateException("the gateway has no door for " + door);
        }
        return URI.create(found);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public double cpuSeconds() {
        return Cpu.seconds(handle());
    }

    public JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(httpUrl() + path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    public Books books() {
        JsonNode books = get("/api/v1/books");
        JsonNode messages = books.path("messages");
        JsonNode readings = books.path("readings");
        long rejected = 0;
        for (JsonNode count : readings.path("rejected")) {
            rejected += count.asLong();
        }
        return new Books(
                messages.path("received").asLong(),
                messages.path("pending").asLong(),
                readings.path("stored").asLong(),
                rejected);
    }

    /** Waits until so many readings are stored and nothing is pending. */
    public void awaitStored(long readings, int limitSeconds) throws IOException {
        Processes.await(readings + " readings stored", limitSeconds, () -> books().complete(readings));
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        http.shutdownNow();
        Processes.end(process, 60);
    }
}
