package org.citygauge.gateway.bound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway writes to may be stuck: publishers wait, nothing is lost that was asked to be kept, and somebody is told. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StuckNeighboursTest {
    @TempDir
    Path folder;

    private static String payload(int i) {
        return "{\"value\":" + i + ",\"time\":" + (1_767_225_600L + i) + ",\"note\":\"" + "n".repeat(50_000) + "\"}";
    }

    @Test
    void anArchiveThatIsStuckHoldsPublishersBackAndCountsWhatIsLost() throws Exception {
        int messages = Scale.of(400, 2_000);
        var acknowledged = new AtomicInteger();
        try (ServedCity city = ServedCity.start(folder, "journal: {max_bytes: 8MiB}");
                var bystanders = new Bystanders(city);
                Connection archive =
                        DriverManager.getConnection("jdbc:sqlite:" + city.data().resolve("archive/archive.sqlite"));
                Statement lock = archive.createStatement();
                Socket device = Wire.device(city.mqtt(), "keeps-on")) {
            lock.execute("PRAGMA busy_timeout = 10000");
            lock.execute("BEGIN IMMEDIATE");
            device.setSoTimeout(120_000);
            Thread sender = Thread.ofPlatform().start(() -> send(device, messages));
            Thread reader = Thread.ofPlatform().start(() -> count(device, messages, acknowledged));
            awaitText(bystanders, "\"full\":true");
            assertThat(bystanders.get("/health/ready"))
                    .contains("\"reason\":\"")
                    .contains("notReady");
            int whileFull = acknowledged.get();
            assertThat(whileFull).as("not all fit").isLessThan(messages);
            try (Socket careless = Wire.device(city.mqtt(), "careless", 1)) {
                careless.getOutputStream()
                        .write(Wire.publish("city/bound/c/lost", 0, 0, "{\"value\":1}".getBytes(UTF_8)));
                bystanders.get("/health/live");
            }
            bystanders.await("citygauge_listener_lost_total", 1);
            lock.execute("ROLLBACK");
            sender.join();
            reader.join();
            assertThat(acknowledged).hasValue(messages);
            bystanders.awaitTakenIn();
            awaitText(bystanders, "\"full\":false");
            bystanders.await("citygauge_readings_stored_total", messages);
            assertThat(city.log().stream().filter(line -> line.contains("holds publishers back")))
                    .as("told, and not told over and over")
                    .hasSizeBetween(1, 20);
        }
    }

    private static void send(Socket device, int messages) {
        try {
            for (int i = 0; i < messages; i++) {
                device.getOutputStream()
                        .write(Wire.publish(
                                "city/bound/c/kept",
                                1,
                                i % 60_000 + 1,
                                payload(i).getBytes(UTF_8)));
            }
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static void count(Socket device, int messages, AtomicInteger acknowledged) {
        try {
            var in = new DataInputStream(device.getInputStream());
            for (int i = 0; i < messages; i++) {
                in.readInt();
                acknowledged.incrementAndGet();
            }
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static void awaitText(Bystanders bystanders, String text) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!bystanders.get("/health/ready").replace(" ", "").contains(text)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("never " + text + ", but " + bystanders.get("/health/ready"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Test
    void anInfluxThatNeverAnswersStopsNothing() throws Exception {
        var held = new ArrayList<Socket>();
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> accept(hole, held));
            String influx = "projections: {influx: {url: \"http://127.0.0.1:" + hole.getLocalPort()
                    + "\", org: o, bucket: b, token: t}}";
            try (ServedCity city = ServedCity.start(folder, influx);
                    var bystanders = new Bystanders(city)) {
                bystanders.await("citygauge_readings_stored_total", Scale.of(200, 2_000));
                awaitText(bystanders, "\"influx\":{\"status\":\"degraded\"");
                bystanders.assertUnharmed("an InfluxDB that takes connections and never answers");
            } finally {
                synchronized (held) {
                    for (Socket socket : held) {
                        socket.close();
                    }
                }
            }
        }
    }

    private static void accept(ServerSocket hole, List<Socket> held) {
        try {
            while (true) {
                Socket taken = hole.accept();
                synchronized (held) {
                    held.add(taken);
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }
}
