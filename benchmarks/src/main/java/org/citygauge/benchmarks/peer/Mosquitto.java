package org.citygauge.benchmarks.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A Mosquitto with a port and files of its own, no limit to what it queues, and its state in {@code mosquitto.db} when it has ended. */
public final class Mosquitto implements AutoCloseable {
    private static final int TRIES = 1_500;

    private final Process process;
    private final int port;

    private Mosquitto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one on what {@code folder} holds.
     *
     * @param inFlight most messages it sends ahead of their acknowledgements; Mosquitto's default is 20
     */
    static Mosquitto start(Path folder, int inFlight) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path settings = folder.resolve("mosquitto.conf");
        Files.write(
                settings,
                List.of(
                        "listener " + port + " 127.0.0.1",
                        "allow_anonymous true",
                        "persistence true",
                        "persistence_location " + folder.toAbsolutePath() + "/",
                        "autosave_interval 0",
                        "max_queued_messages 0",
                        "max_inflight_messages " + inFlight,
                        "sys_interval 1",
                        "log_type error",
                        "log_type warning",
                        "user root"));
        Process started = new ProcessBuilder(program(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        var broker = new Mosquitto(started, port);
        broker.awaitStart(folder);
        return broker;
    }

    static String program() throws IOException {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IOException("needs Mosquitto: apt-get install mosquitto"));
    }

    private void awaitStart(Path folder) throws IOException {
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            try (var probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        close();
        throw new IOException("Mosquitto did not start: "
                + Files.readString(folder.resolve("mosquitto.log")).strip());
    }

    public int port() {
        return port;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    /** Ends it; it writes its state then. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
