package org.citygauge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.gateway.config.Configuration.Broker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto that asks for a password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerAttemptTest {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final Path MOSQUITTO_PASSWD = Path.of("/usr/bin/mosquitto_passwd");

    private int port;
    private Process mosquitto;

    @BeforeAll
    void startMosquitto(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(MOSQUITTO) && Files.isExecutable(MOSQUITTO_PASSWD), "install mosquitto to run this");
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path passwords = folder.resolve("passwords");
        var made = new ProcessBuilder(MOSQUITTO_PASSWD.toString(), "-b", "-c", passwords.toString(), "city", "right")
                .start();
        assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
        passwords.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        Path configuration = Files.writeString(
                folder.resolve("mosquitto.conf"),
                "user root\nlistener " + port + " 127.0.0.1\npassword_file " + passwords + "\n");
        mosquitto = new ProcessBuilder(MOSQUITTO.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .start();
        var log = mosquitto.inputReader();
        String line = log.readLine();
        while (line != null && !line.endsWith("running")) {
            line = log.readLine();
        }
        assertThat(line).as("Mosquitto's log says that it runs").isNotNull();
    }

    @AfterAll
    void stopMosquitto() throws InterruptedException {
        if (mosquitto != null) {
            mosquitto.destroy();
            assertThat(mosquitto.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Connections.Attempt attempt(String password) {
        var broker = new Broker(
                "mqtt://127.0.0.1:" + port,
                "citygauge-c-s",
                Optional.empty(),
                1,
                10,
                Optional.of("city"),
                Optional.of(password),
                Optional.empty(),
                Optional.empty());
        return new BrokerAttempt("s", broker, Duration.ofSeconds(5)).make();
    }

    @Test
    void theRightPasswordReachesTheBroker() {
        assertThat(attempt("right"))
                .isEqualTo(Connections.Attempt.good("broker mqtt://127.0.0.1:" + port + " of source s"));
    }

    @Test
    void aWrongPasswordIsToldWithoutShowingIt() {
        assertThat(attempt("wr0ng"))
                .returns(false, Connections.Attempt::succeeded)
                .satisfies(attempt ->
                        assertThat(attempt.text()).contains("Not authorized").doesNotContain("wr0ng"));
    }
}
