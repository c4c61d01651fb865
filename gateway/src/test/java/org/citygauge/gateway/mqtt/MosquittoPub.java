package org.citygauge.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Mosquitto's command for publishing, as people use it. */
public final class MosquittoPub {
    private static final Path COMMAND = Path.of("/usr/bin/mosquitto_pub");

    private MosquittoPub() {}

    /** Starts it. */
    public static Process start(int port, String... arguments) throws IOException {
        assumeTrue(Files.isExecutable(COMMAND), "install mosquitto-clients to run this");
        var command = new ArrayList<>(List.of(COMMAND.toString(), "-h", "127.0.0.1", "-p", Integer.toString(port)));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits for its end, and returns its exit status. */
    public static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Publishes each line as a message with QoS 1, and returns its exit status. */
    public static int publishLines(int port, String topic, List<String> lines, String... options)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-q", "1", "-t", topic, "-l"));
        arguments.addAll(List.of(options));
        Process process = start(port, arguments.toArray(String[]::new));
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            for (String line : lines) {
                input.write(line + "\n");
            }
        }
        return exit(process);
    }
}
