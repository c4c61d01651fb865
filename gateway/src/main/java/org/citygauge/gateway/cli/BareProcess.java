package org.citygauge.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A bare listener in a process of its own, so that it is measured as the gateway is. */
final class BareProcess implements AutoCloseable {
    private final Process process;
    private final URI url;

    private BareProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static BareProcess start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.citygauge.gateway.Main",
                        BareListenerCommand.NAME)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            process.destroy();
            throw new IOException("the bare listener did not start");
        }
        return new BareProcess(process, URI.create(line));
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
