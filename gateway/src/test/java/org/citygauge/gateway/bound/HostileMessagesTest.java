package org.citygauge.gateway.bound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever messages say, memory stays within its bound, the books balance, and the others are served. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileMessagesTest {
    @TempDir
    Path folder;

    /** Publishes so many messages of QoS 1 and waits until all are acknowledged. */
    private static void publish(ServedCity city, int messages, IntFunction<byte[]> message) throws Exception {
        try (Socket socket = Wire.device(city.mqtt(), "hostile")) {
            socket.setSoTimeout(240_000);
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    socket.getInputStream().readNBytes(4 * messages);
                } catch (IOException broken) {
                    throw new java.io.UncheckedIOException(broken);
                }
            });
            var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            for (int i = 0; i < messages; i++) {
                out.write(message.apply(i));
            }
            out.flush();
            reader.join();
        }
    }

    private static byte[] default_(String sensor, int i, String payload) {
        return Wire.publish("city/bound/c/" + sensor, 1, i % 60_000 + 1, payload.getBytes(UTF_8));
    }

    @Test
    void aMillionUnknownSensorsAreKeptUpToTheCap() throws Exception {
        int many = Scale.of(12_000, 1_000_000);
        int cap = Scale.of(10_000, 100_000);
        String tail = "-" + "y".repeat(200);
        try (ServedCity city = ServedCity.start(folder, "max_unregistered_sensors: " + cap);
                var bystanders = new Bystanders(city)) {
            publish(city, many, i -> default_("s" + i + tail, i, "{\"value\":1}"));
            bystanders.await("citygauge_readings_rejected_total{reason=\"too_many_sensors\"", many - (double) cap);
            assertThat(bystanders.metric("citygauge_unregistered_sensors ")).isEqualTo(cap);
            assertThat(bystanders.get("/health/ready")).contains("max_unregistered_sensors");
            bystanders.assertUnharmed(many + " unknown sensors with ids of 200 characters, " + cap + " allowed");
        }
    }

    @Test
    void quantitiesNobodyRegisteredAreKeptUpToTheCap() throws Exception {
        int many = Scale.of(6_000, 600_000);
        String source =
                "sources: [{name: q, topics: [q/+], sensor: {level: 1}, values: [{value: /v, quantity_at: /q}]}]";
        try (ServedCity city = ServedCity.start(folder, source);
                var bystanders = new Bystanders(city)) {
            publish(
                    city,
                    many,
                    i -> Wire.publish(
                            "q/s" + i % 10, 1, i % 60_000 + 1, ("{\"v\":1,\"q\":\"q" + i + "\"}").getBytes(UTF_8)));
            bystanders.await("citygauge_readings_rejected_total{reason=\"too_many_sensors\"", many - 640.0);
            assertThat(bystanders.metric("citygauge_unregistered_quantities ")).isEqualTo(10 * 63);
            bystanders.assertUnharmed(many + " made-up quantities of ten sensors");
        }
    }

    @Test
    void badPayloadsWithoutEndLeaveTheBooksBalancedAndTheBudgetEmpty() throws Exception {
        int many = Scale.of(10_000, 200_000);
        String junk = "no JSON, but long: " + "z".repeat(2_000);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            publish(city, many, i -> default_("s", i, junk));
            bystanders.await("citygauge_messages_rejected_total{reason=\"malformed\"", many);
            publish(city, 1, i -> default_("after", i, "{\"value\":1}"));
            bystanders.awaitAnswer("/api/v1/sensors/after", "\"lastValue\":1");
            assertThat(deadLetters(bystanders, many)).isEqualTo(many);
            bystanders.assertUnharmed(many + " dead letters of 2 kB as fast as they go");
        }
    }

    @Test
    void oneMessageWithAHundredThousandFlawsIsNotAHundredThousandDeadLetters() throws Exception {
        int many = Scale.of(10, 600);
        byte[] flaws = ("[" + "1,".repeat(130_000) + "1]").getBytes(UTF_8);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            publish(city, many, i -> Wire.publish("city/bound/c/s", 1, i + 1, flaws));
            bystanders.await("citygauge_readings_rejected_total{reason=\"no_value\"", many * 130_001.0);
            assertThat(deadLetters(bystanders, many * 130_001.0)).isEqualTo(many * 130_001.0);
            assertThat(bystanders.metric("citygauge_dead_letters ")).isLessThanOrEqualTo(many * 1_000.0);
            bystanders.assertUnharmed(many + " payloads with 130 001 flaws each");
        }
    }

    @Test
    void jsonThatMeansNoGoodCostsItsMessageOnly() throws Exception {
        int many = Scale.of(120, 4_000);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            publish(city, many, i -> default_("s", i, poison(i)));
            bystanders.awaitTakenIn();
            publish(city, 1, i -> default_("after", i, "{\"value\":1}"));
            bystanders.awaitAnswer("/api/v1/sensors/after", "\"lastValue\":1");
            bystanders.assertUnharmed(many + " payloads of 200 kB: long names, units, numbers, deep nesting");
        }
    }

    /** Those that are kept and those that had to go, once they are committed and at least so many. */
    private static double deadLetters(Bystanders bystanders, double least) throws IOException {
        double both = 0;
        for (int look = 0; look < 100 && both < least; look++) {
            both = bystanders.metric("citygauge_dead_letters ") + bystanders.metric("citygauge_dead_letters_let_go ");
        }
        return both;
    }

    private static String poison(int i) {
        return switch (i % 6) {
            case 0 -> "{\"" + i + "n".repeat(49_000) + "\":1,\"value\":1}";
            case 1 -> "{\"value\":1,\"unit\":\"" + i + "u".repeat(200_000) + "\"}";
            case 2 -> "{\"value\":" + "9".repeat(200_000) + "}";
            case 3 -> "{\"value\":1e999999999,\"id\":\"" + "i".repeat(200_000) + "\"}";
            case 4 -> "[".repeat(200_000);
            default -> "{\"value\":1,\"x\":[" + "{},".repeat(65_000) + "1]}";
        };
    }
}
