package org.citygauge.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate authority made by openssl, with certificates of a server on loopback and of a client.
 *
 * @param ca the authority's certificate
 */
public record TestCertificates(Path ca, Pair server, Pair client) {

    /** PEM files. */
    public record Pair(Path certificate, Path key) {}

    public static TestCertificates make(Path folder) throws Exception {
        Path openssl = Path.of("/usr/bin/openssl");
        assumeTrue(Files.isExecutable(openssl), "install openssl to run this");
        Path caKey = folder.resolve("ca.key");
        Path ca = folder.resolve("ca.pem");
        run("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Test -keyout", caKey, "-out", ca);
        return new TestCertificates(
                ca,
                signed(folder, "server", ca, caKey, "subjectAltName=IP:127.0.0.1"),
                signed(folder, "client", ca, caKey, "extendedKeyUsage=clientAuth"));
    }

    private static Pair signed(Path folder, String name, Path ca, Path caKey, String extension) throws Exception {
        Path key = folder.resolve(name + ".key");
        Path request = folder.resolve(name + ".csr");
        Path certificate = folder.resolve(name + ".pem");
        Path extensions = Files.writeString(folder.resolve(name + ".ext"), extension + "\n");
        run("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout", key, "-out", request);
        run(
                "x509 -req -days 2 -CAcreateserial -in",
                request,
                "-CA",
                ca,
                "-CAkey",
                caKey,
                "-extfile",
                extensions,
                "-out",
                certificate);
        return new Pair(certificate, key);
    }

    private static void run(String first, Object... rest) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(first.split(" ")));
        Arrays.stream(rest).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
