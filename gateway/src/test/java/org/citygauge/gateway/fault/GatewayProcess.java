package org.citygauge.gateway.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.citygauge.gateway.Main;

/** The real program, {@code serve}, in a process of its own that can be killed. */
final class GatewayProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Path log;
    private final List<String> lines = new ArrayList<>();

    private GatewayProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.out = process.inputReader();
    }

    /** Starts it and does not wait. */
    static GatewayProcess launch(Town town, Path data) throws IOException {
        Path log = Files.createTempFile(town.configuration().getParent(), "gateway-", ".log");
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--config",
                        town.configuration().toString(),
                        "--data",
                        data.toString(),
                        "--http-port",
                        "0",
                        "--mqtt-port",
                        "0")
                .redirectError(log.toFile())
                .start();
        return new GatewayProcess(started, log);
    }

    /** Waits until it says that it is ready, or until it ends; whether it is ready. */
    boolean isReady() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("Ready in ")) {
                return true;
            }
        }
        return false;
    }

    static GatewayProcess ready(Town town, Path data) throws IOException {
        GatewayProcess started = launch(town, data);
        if (!started.isReady()) {
            started.close();
            throw new IOException("the gateway did not start: " + started.said());
        }
        return started;
    }

    /** What it printed, and what it logged. */
    String said() throws IOException {
        return String.join("\n", lines) + "\n" + Files.readString(log);
    }

    URI http() {
        return address("HTTP  ");
    }

    URI mqtt() {
        return address("MQTT  ");
    }

    /** Waits until its subscriber is there. */
    void awaitSubscribed() {
        Answer.awaitThat("subscribed", () -> health().contains("\"connected\":1"));
    }

    /** What it says of its health. */
    String health() {
        return answer("/health/ready");
    }

    /** The answer to a question, without blanks; nothing when it does not answer. */
    String answer(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(http().resolve(path)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .replaceAll("\\s", "");
        } catch (IOException notNow) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private URI address(String head) {
        return lines.stream()
                .filter(line -> line.startsWith(head))
                .map(line -> URI.create(line.substring(head.length())))
                .findFirst()
                .orElseThrow();
    }

    /** {@code kill -9}; waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stands still until {@link #goOn}. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String which) throws IOException, InterruptedException {
        new ProcessBuilder("kill", which, Long.toString(process.pid())).start().waitFor();
    }

    /** {@code SIGTERM}; waits until it is gone. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Waits for its end; its exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the process does not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
