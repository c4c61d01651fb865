package org.citygauge.gateway.bound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever HTTP clients do, memory stays within its bound and others are answered. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileCallersTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Says this on a connection of its own; whether all went out. */
    private boolean say(ServedCity city, int receiveBuffer, byte[]... parts) throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(90_000);
        socket.connect(new InetSocketAddress(city.http().getHost(), city.http().getPort()));
        try {
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
            return true;
        } catch (IOException cutOff) {
            return false;
        }
    }

    private String answer() throws IOException {
        var in = new BufferedReader(new InputStreamReader(sockets.getLast().getInputStream(), UTF_8));
        return String.valueOf(in.readLine());
    }

    private static byte[] post(long length) {
        return ("POST /api/v1/readings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + length + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8);
    }

    private void postsOneReading(ServedCity city, String sensor) throws IOException {
        byte[] body = ("{\"readings\":[{\"sensor\":\"" + sensor + "\",\"value\":1}]}").getBytes(UTF_8);
        say(city, 65_536, post(body.length), body);
        assertThat(answer()).contains("202");
    }

    @Test
    void bodiesThatNeverEndKeepNobodyOut() throws Exception {
        int many = Scale.of(50, 600);
        byte[] part = new byte[2 * MIB];
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                say(city, 4_096, post(16 * MIB), part);
                if (i % 10 == 9) {
                    postsOneReading(city, "meanwhile");
                }
            }
            bystanders.assertUnharmed(many + " bodies of 16 MiB that stop after 2");
        }
    }

    @Test
    void bodiesTooLongAreRefusedAndNotKept() throws Exception {
        int many = Scale.of(8, 200);
        byte[] part = new byte[MIB];
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                say(city, 4_096, post(100L * MIB), part);
                assertThat(answer()).contains("413");
                byte[] head =
                        "POST /api/v1/readings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                .getBytes(UTF_8);
                byte[] chunk = new byte[MIB + 10];
                System.arraycopy("100000\r\n".getBytes(UTF_8), 0, chunk, 0, 8);
                chunk[MIB + 8] = '\r';
                chunk[MIB + 9] = '\n';
                byte[][] parts = new byte[21][];
                java.util.Arrays.fill(parts, chunk);
                parts[0] = head;
                say(city, 4_096, parts);
            }
            postsOneReading(city, "after");
            bystanders.assertUnharmed(many + " bodies of 100 MiB and as many without a length");
        }
    }

    @Test
    void bodiesOfTheSmallestReadingsAreTakenIn() throws Exception {
        int many = Scale.of(1, 20);
        String reading = "{\"sensor\":\"a\",\"value\":\"x\"},";
        int readings = (16 * MIB - 100) / reading.length();
        byte[] body =
                ("{\"readings\":[" + reading.repeat(readings) + "{\"sensor\":\"a\",\"value\":\"x\"}]}").getBytes(UTF_8);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                say(city, 65_536, post(body.length), body);
                assertThat(answer()).contains("202");
            }
            bystanders.await("citygauge_readings_rejected_total{reason=\"not_a_number\"", many * (readings + 1.0));
            bystanders.awaitAnswer("/api/v1/dead-letters?limit=1000", "not_a_number");
            bystanders.assertUnharmed(many + " bodies of 16 MiB with " + readings + " flaws each");
        }
    }

    @Test
    void tooManyValuesInOneBodyAreRefused() throws Exception {
        byte[] body = ("{\"readings\":[{\"sensor\":\"a\",\"value\":1,\"z\":[" + "[],".repeat(5_000_000) + "1]}]}")
                .getBytes(UTF_8);
        int many = Scale.of(2, 40);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                say(city, 65_536, post(body.length), body);
                assertThat(answer()).contains("400");
            }
            bystanders.assertUnharmed(many + " bodies of 15 MiB with five million values");
        }
    }

    @Test
    void answersThatNobodyReadsAreBounded() throws Exception {
        int many = Scale.of(100, 1_000);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            try (Socket socket = Wire.device(city.mqtt(), "junk")) {
                for (int i = 0; i < 40; i++) {
                    socket.getOutputStream().write(Wire.publish("city/bound/c/s", 1, i + 1, new byte[250_000]));
                }
                socket.getInputStream().readNBytes(160);
            }
            bystanders.awaitTakenIn();
            for (int i = 0; i < many; i++) {
                say(city, 1_024, get("/api/v1/dead-letters?limit=1000"));
                say(city, 1_024, get("/api/v1/sensors/good/readings?format=csv"));
                say(city, 1_024, get("/api/v1/indicators"));
                say(city, 1_024, get("/page.js"));
            }
            bystanders.assertUnharmed(4 * many + " answers of up to 1.4 MB that nobody reads");
        }
    }

    @Test
    void readersOfTheStreamThatDoNotReadAreBounded() throws Exception {
        int many = Scale.of(300, 2_000);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                say(city, 1_024, get("/api/v1/indicators/stream"));
            }
            say(city, 1_024, get("/api/v1/indicators/stream"));
            bystanders.assertUnharmed(many + " readers of the stream that do not read");
        }
    }

    @Test
    void headsThatNeverEndKeepNobodyOut() throws Exception {
        int many = Scale.of(300, 3_000);
        int places = Scale.of(200, 1_000);
        byte[] header = "X-Much: ".getBytes(UTF_8);
        byte[] flood = new byte[MIB];
        java.util.Arrays.fill(flood, (byte) 'a');
        try (ServedCity city = ServedCity.start(folder, "http: {max_connections: " + places + "}");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                if (i % 10 == 0) {
                    say(city, 4_096, "GET / HTTP/1.1\r\n".getBytes(UTF_8), header, flood);
                } else {
                    say(city, 4_096, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(UTF_8));
                }
            }
            postsOneReading(city, "after");
            assertThat(bystanders.get("/health/ready"))
                    .contains("closedForOthers")
                    .doesNotContain("\"closedForOthers\":0");
            bystanders.assertUnharmed(many + " requests whose heads never end, " + places + " connections allowed");
        }
    }
}
