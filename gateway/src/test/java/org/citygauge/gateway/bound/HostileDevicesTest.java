package org.citygauge.gateway.bound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever devices do on their connections, memory stays within its bound and the others are served. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileDevicesTest {
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

    private Socket keep(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    /** Sends until it is cut off; whether all went out. */
    private static boolean send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException cutOff) {
            return false;
        }
    }

    @Test
    void manyIdleDevicesAndCallersCostLittle() throws Exception {
        int each = Math.min(Scale.of(1_000, 10_000), (Scale.files() - 1_000) / 2);
        try (ServedCity city = ServedCity.start(folder, "listener: {max_connections: 10001}");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < each; i++) {
                keep(Wire.device(city.mqtt(), "idle-" + i));
                keep(Wire.open(city.http()));
            }
            assertThat(bystanders.metric("citygauge_listener_connections ")).isEqualTo(each + 1.0);
            bystanders.assertUnharmed(each + " idle devices and as many idle HTTP connections");
        }
    }

    @Test
    void whoeverNeverSaysWhoHeIsHasToGo() throws Exception {
        int many = Scale.of(400, 3_000);
        try (ServedCity city = ServedCity.start(folder, "listener: {max_connections: 200}");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                Socket socket = keep(Wire.open(city.mqtt()));
                if (i % 2 == 0) {
                    send(socket, new byte[] {0x10});
                }
            }
            bystanders.await("citygauge_listener_refused_total", many - 300);
            assertThat(Wire.device(city.mqtt(), "new").isConnected()).isTrue();
            bystanders.assertUnharmed(many + " connections that never send CONNECT");
        }
    }

    @Test
    void packetsThatNeverEndAreCutOff() throws Exception {
        int many = Scale.of(60, 400);
        byte[] part = new byte[4 * MIB];
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                Socket socket = keep(Wire.device(city.mqtt(), "endless-" + i));
                if (send(socket, Wire.header(0x32, 8 * MIB))) {
                    send(socket, part);
                }
            }
            bystanders.await("citygauge_listener_refused_total", many / 2.0);
            bystanders.assertUnharmed(many + " devices that send 4 MiB of a packet of 8 and wait");
        }
    }

    @Test
    void aDeviceThatDoesNotReadItsAnswersIsNotReadAnyMore() throws Exception {
        int many = Scale.of(1, 20);
        int rounds = Scale.of(4, 20);
        byte[] publish = Wire.publish("city/bound/c/deaf", 1, 7, "{\"value\":1}".getBytes(UTF_8));
        byte[] block = repeated(publish, 200_000);
        byte[] pings = repeated(new byte[] {(byte) 0xC0, 0}, 200_000);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                Socket socket = keep(Wire.device(city.mqtt(), "deaf-" + i));
                socket.setReceiveBufferSize(4 * 1024);
                Thread sender = Thread.ofVirtual().unstarted(() -> {
                    for (int round = 0; round < rounds; round++) {
                        if (!send(socket, block)) {
                            return;
                        }
                    }
                });
                sender.start();
                send(keep(Wire.device(city.mqtt(), "pings-" + i)), pings);
            }
            bystanders.await("citygauge_readings_duplicate_total", Scale.of(200_000, 4_000_000));
            bystanders.assertUnharmed(many + " devices that publish and never read, and as many floods of pings");
        }
    }

    @Test
    void introductionsTogetherAreBounded() throws Exception {
        int many = Scale.of(800, 3_000);
        String id = "x".repeat(60_000);
        int refused = 0;
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int i = 0; i < many; i++) {
                try {
                    keep(Wire.device(city.mqtt(), id + i));
                } catch (IOException no) {
                    refused++;
                }
            }
            assertThat(refused).as("32 MiB hold 280 of them").isGreaterThan(many - 300);
            bystanders.assertUnharmed(many + " devices with a client id of 60 000 characters");
        }
    }

    @Test
    void payloadsOfEverySizeAreTakenOrEndTheConnection() throws Exception {
        int max = 256 * 1024;
        int[] taken = {0, 1, 127, 128, 16_383, 16_384, 65_535, max - 1, max, max + 1, MIB, 8 * MIB};
        int rounds = Scale.of(1, 20);
        try (ServedCity city = ServedCity.start(folder, "");
                var bystanders = new Bystanders(city)) {
            for (int round = 0; round < rounds; round++) {
                try (Socket socket = Wire.device(city.mqtt(), "sizes")) {
                    var in = new DataInputStream(socket.getInputStream());
                    for (int size : taken) {
                        socket.getOutputStream().write(Wire.publish("city/bound/c/s", 1, 9, new byte[size]));
                        assertThat(in.readInt()).as("PUBACK of %d bytes", size).isEqualTo(0x40020009);
                    }
                    OutputStream out = socket.getOutputStream();
                    out.write(Wire.header(0x32, 9 * MIB));
                    assertThat(in.read())
                            .as("beyond what is read the connection ends")
                            .isEqualTo(-1);
                }
            }
            bystanders.await("citygauge_messages_rejected_total{reason=\"too_large\"", 3.0 * rounds);
            bystanders.awaitAnswer("/api/v1/dead-letters?reason=too_large", "SHA-256");
            bystanders.assertUnharmed("payloads of 0 B to 8 MiB, and packets beyond");
        }
    }

    static byte[] repeated(byte[] packet, int times) {
        byte[] all = new byte[packet.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(packet, 0, all, i * packet.length, packet.length);
        }
        return all;
    }
}
