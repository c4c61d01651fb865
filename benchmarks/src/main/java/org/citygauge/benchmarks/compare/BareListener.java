package org.citygauge.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.citygauge.benchmarks.run.Cpu;
import org.citygauge.benchmarks.run.Processes;

/** {@code ./citygauge bare-listener}, a vertx-mqtt server that acknowledges at once and keeps nothing, as a process of its own. */
record BareListener(Process process, URI url) implements AutoCloseable {
    static BareListener start() throws IOException {
        Process started = new ProcessBuilder(Processes.program("citygauge"), "bare-listener")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the bare listener did not start");
        }
        return new BareListener(started, URI.create(line));
    }

    double cpuSeconds() {
        return Cpu.seconds(process.toHandle());
    }

    @Override
    public void close() {
        Processes.end(process, 10);
    }
}
