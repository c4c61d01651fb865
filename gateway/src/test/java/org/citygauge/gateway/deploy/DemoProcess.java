package org.citygauge.gateway.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.citygauge.gateway.Main;

/** The demo in a process of its own, as a user starts it. */
final class DemoProcess implements AutoCloseable {
    private final Process process;
    private final String address;

    private DemoProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Waits until it is ready. */
    static DemoProcess start(Path data) throws IOException {
        Path log = Files.createTempFile("citygauge-demo", ".log");
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "demo",
                        "--data",
                        data.toString(),
                        "--http-port",
                        "0",
                        "--mqtt-port",
                        "0")
                .redirectError(log.toFile())
                .start();
        BufferedReader out = started.inputReader();
        String address = "";
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("HTTP  http://")) {
                address = line.substring("HTTP  http://".length());
            }
            if (line.startsWith("Ready in ")) {
                return new DemoProcess(started, address);
            }
        }
        started.destroyForcibly();
        throw new IOException("the demo did not start: " + Files.readString(log));
    }

    /** Host and port of its HTTP door. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        Commands.end(process);
    }
}
