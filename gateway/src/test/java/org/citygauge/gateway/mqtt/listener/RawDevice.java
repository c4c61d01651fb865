package org.citygauge.gateway.mqtt.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** A device that speaks MQTT byte by byte, also in ways no client library would. */
final class RawDevice implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    /** A packet as it came. */
    record Packet(int head, byte[] body) {
        int type() {
            return head >> 4;
        }

        int id() {
            return ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        }
    }

    RawDevice(URI url) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects with MQTT 3.1.1; with a will to {@code city/x/c/gone} where {@code will} is not empty. */
    void connect(String clientId, int keepAliveSeconds, String user, String password, String will) throws IOException {
        var body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(4);
        int flags = 0x02 | (will.isEmpty() ? 0 : 0x04) | (user.isEmpty() ? 0 : 0xC0);
        body.write(flags);
        body.write(keepAliveSeconds >> 8);
        body.write(keepAliveSeconds);
        text(body, clientId);
        if (!will.isEmpty()) {
            text(body, "city/x/c/gone");
            text(body, will);
        }
        if (!user.isEmpty()) {
            text(body, user);
            text(body, password);
        }
        send(0x10, body.toByteArray());
    }

    /** Connects with MQTT 5 and a will, without properties. */
    void connectFive(String clientId, String will) throws IOException {
        var body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(5);
        body.write(0x06);
        body.write(0);
        body.write(0);
        body.write(0);
        text(body, clientId);
        body.write(0);
        text(body, "city/x/c/gone");
        text(body, will);
        send(0x10, body.toByteArray());
    }

    void publish(String topic, int qos, int id, boolean again, String payload) throws IOException {
        var body = new ByteArrayOutputStream();
        text(body, topic);
        if (qos > 0) {
            body.write(id >> 8);
            body.write(id);
        }
        body.writeBytes(payload.getBytes(UTF_8));
        send(0x30 | (qos << 1) | (again ? 0x08 : 0), body.toByteArray());
    }

    void release(int id) throws IOException {
        send(0x62, new byte[] {(byte) (id >> 8), (byte) id});
    }

    void send(int head, byte[] body) throws IOException {
        var packet = new ByteArrayOutputStream();
        packet.write(head);
        int rest = body.length;
        do {
            packet.write(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest);
            rest >>= 7;
        } while (rest > 0);
        packet.writeBytes(body);
        socket.getOutputStream().write(packet.toByteArray());
    }

    /** The next packet; waits for it. */
    Packet read() throws IOException {
        int head = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int octet;
        do {
            octet = in.readUnsignedByte();
            length |= (octet & 0x7F) << shift;
            shift += 7;
        } while ((octet & 0x80) != 0);
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(head, body);
    }

    /** Waits until the other side has closed the connection. */
    void awaitClose() throws IOException {
        in.readAllBytes(); // what it still had to say
    }

    /** Is gone, as far as the other side can tell. */
    void leave() throws IOException {
        socket.close();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        out.write(utf8.length >> 8);
        out.write(utf8.length);
        out.writeBytes(utf8);
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
