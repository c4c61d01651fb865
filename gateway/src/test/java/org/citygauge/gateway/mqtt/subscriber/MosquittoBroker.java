package org.citygauge.gateway.mqtt.subscriber;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Mosquitto with its own port and its own files, stopped and started at will. */
public final class MosquittoBroker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final String program;
    private Process process;

    private MosquittoBroker(Path folder, int port, String program) throws IOException {
        this.folder = folder;
        this.port = port;
        this.program = program;
        process = launch();
    }

    public static MosquittoBroker start(Path folder, String... settings) throws IOException {
        Optional<String> program = Stream.of(
                        "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        assumeThat(program).as("needs Mosquitto: apt-get install mosquitto").isPresent();
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var lines = new java.util.ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1",
                "persistence_location " + folder + "/",
                "max_queued_messages 0",
                "user root"));
        lines.addAll(List.of(settings));
        if (lines.stream().noneMatch(line -> line.startsWith("persistence "))) {
            lines.add("persistence true");
        }
        if (lines.stream().noneMatch(line -> line.startsWith("allow_anonymous"))) {
            lines.add("allow_anonymous true");
        }
        Files.write(folder.resolve("mosquitto.conf"), lines);
        return new MosquittoBroker(folder, port, program.orElseThrow());
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(
                        program, "-c", folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        for (int i = 0; i < 200; i++) {
            try (var probe = new Socket()) {
                probe.connect(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port), 100);
                return started;
            } catch (IOException notYet) {
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        }
        throw new IOException("Mosquitto did not start; see " + folder.resolve("mosquitto.log"));
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** {@code kill -9}: it writes nothing any more. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    public void startAgain() throws IOException {
        process = launch();
    }

    /** Waits for its end: it writes its files when it ends, and the folder is to be deleted. */
    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
