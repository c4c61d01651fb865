package org.citygauge.gateway.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.gateway.config.Configuration.ServerTls;
import org.citygauge.gateway.mqtt.HandJournal;
import org.citygauge.gateway.mqtt.MemoryJournal;
import org.citygauge.gateway.mqtt.MosquittoPub;
import org.citygauge.gateway.mqtt.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listener with Mosquitto's own command, as people use it. */
@Timeout(60)
class MosquittoPubTest {
    @TempDir
    Path folder;

    private final MemoryJournal journal = new MemoryJournal();

    private Users users() throws Exception {
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        return Users.read(Files.writeString(folder.resolve("users.txt"), "meter:" + hash + ":city/x/meter/#\n"));
    }

    private Message next() throws InterruptedException {
        Message message = journal.messages.poll(10, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    @ParameterizedTest
    @CsvSource({"mqttv311,0", "mqttv311,1", "mqttv311,2", "mqttv5,0", "mqttv5,1", "mqttv5,2"})
    void itPublishesWithEveryVersionAndQuality(String version, String qos) throws Exception {
        try (var listener = new OpenListener(journal)) {
            Process pub = MosquittoPub.start(
                    listener.url().getPort(), "-V", version, "-q", qos, "-t", "city/x/c/s", "-m", "{\"value\":1}");
            assertThat(MosquittoPub.exit(pub)).isZero();
            assertThat(new String(next().payload(), StandardCharsets.UTF_8)).isEqualTo("{\"value\":1}");
        }
    }

    @Test
    void itWaitsUntilItsMessageIsSafe() throws Exception {
        var held = new HandJournal();
        try (var listener = new OpenListener(held)) {
            Process pub = MosquittoPub.start(listener.url().getPort(), "-q", "1", "-t", "city/x/c/s", "-m", "1");
            HandJournal.Append append = held.next();
            assertThat(pub.waitFor(400, TimeUnit.MILLISECONDS)).isFalse();
            append.succeed();
            assertThat(MosquittoPub.exit(pub)).isZero();
        }
    }

    @Test
    void itsWillIsPublishedWhenItIsKilled() throws Exception {
        try (var listener = new OpenListener(journal)) {
            Process pub = MosquittoPub.start(
                    listener.url().getPort(),
                    "-t",
                    "city/x/c/s",
                    "-l",
                    "--will-topic",
                    "city/x/c/gone",
                    "--will-payload",
                    "bye");
            try (var input = pub.outputWriter()) {
                input.write("1\n");
                input.flush();
                next();
                pub.destroyForcibly();
                assertThat(next().topic()).isEqualTo("city/x/c/gone");
            }
        }
    }

    @Test
    void aUserPublishesWithTheRightPassword() throws Exception {
        try (var listener = new OpenListener(journal, Optional.of(users()), Optional.empty())) {
            int port = listener.url().getPort();
            Process right = MosquittoPub.start(
                    port, "-u", "meter", "-P", "secret", "-q", "1", "-t", "city/x/meter/1", "-m", "1");
            assertThat(MosquittoPub.exit(right)).isZero();
            assertThat(next().topic()).isEqualTo("city/x/meter/1");
            Process wrong = MosquittoPub.start(
                    port, "-u", "meter", "-P", "guess", "-q", "1", "-t", "city/x/meter/1", "-m", "1");
            assertThat(MosquittoPub.exit(wrong)).isNotZero();
            assertThat(journal.messages).isEmpty();
        }
    }

    @Test
    void whereAUserMayNotPublishItIsToldSo() throws Exception {
        try (var listener = new OpenListener(journal, Optional.of(users()), Optional.empty())) {
            Process pub = MosquittoPub.start(
                    listener.url().getPort(),
                    "-V",
                    "mqttv5",
                    "-u",
                    "meter",
                    "-P",
                    "secret",
                    "-q",
                    "1",
                    "-t",
                    "city/x/other/1",
                    "-m",
                    "1");
            MosquittoPub.exit(pub);
            assertThat(new String(pub.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsIgnoringCase("not authorized");
            assertThat(journal.messages).isEmpty();
            assertThat(listener.refused).hasValue(1);
        }
    }

    @Test
    void itPublishesOverTls() throws Exception {
        TestCertificates certificates = TestCertificates.make(folder);
        var tls = new ServerTls(
                certificates.server().certificate(), certificates.server().key());
        try (var listener = new OpenListener(journal, Optional.empty(), Optional.of(tls))) {
            Process pub = MosquittoPub.start(
                    listener.url().getPort(),
                    "--cafile",
                    certificates.ca().toString(),
                    "-q",
                    "1",
                    "-t",
                    "city/x/c/s",
                    "-m",
                    "1");
            assertThat(MosquittoPub.exit(pub)).isZero();
            assertThat(next().topic()).isEqualTo("city/x/c/s");
        }
    }

    @Test
    void whatIsTooLargeForTheListenerEndsTheConnectionAndNothingElse() throws Exception {
        Path large = Files.write(folder.resolve("large"), new byte[9 << 20]);
        try (var listener = new OpenListener(journal)) {
            Process pub =
                    MosquittoPub.start(listener.url().getPort(), "-q", "0", "-t", "city/x/c/s", "-f", large.toString());
            MosquittoPub.exit(pub);
            Process next = MosquittoPub.start(listener.url().getPort(), "-q", "1", "-t", "city/x/c/s", "-m", "1");
            assertThat(MosquittoPub.exit(next)).isZero();
            assertThat(next().payload()).hasSize(1);
        }
    }
}
