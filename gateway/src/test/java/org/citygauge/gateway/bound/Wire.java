package org.citygauge.gateway.bound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** MQTT and HTTP byte by byte, in ways no client library would. */
final class Wire {
    private Wire() {}

    static Socket open(URI to) throws IOException {
        var socket = new Socket(to.getHost(), to.getPort());
        socket.setSoTimeout(90_000);
        return socket;
    }

    /** An accepted device with keep-alive 0. */
    static Socket device(URI to, String clientId) throws IOException {
        return device(to, clientId, 0);
    }

    static Socket device(URI to, String clientId, int keepAliveSeconds) throws IOException {
        Socket socket = open(to);
        socket.getOutputStream().write(connect(clientId, keepAliveSeconds));
        byte[] answer = new byte[4];
        new DataInputStream(socket.getInputStream()).readFully(answer);
        if (answer[3] != 0) {
            socket.close();
            throw new IOException("refused with " + answer[3]);
        }
        return socket;
    }

    private static byte[] connect(String clientId, int keepAliveSeconds) {
        var body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(4);
        body.write(0x02);
        body.write(0);
        body.write(keepAliveSeconds);
        text(body, clientId);
        return packet(0x10, body.toByteArray());
    }

    static byte[] publish(String topic, int qos, int id, byte[] payload) {
        var body = new ByteArrayOutputStream();
        text(body, topic);
        if (qos > 0) {
            body.write(id >> 8);
            body.write(id);
        }
        body.writeBytes(payload);
        return packet(0x30 | (qos << 1), body.toByteArray());
    }

    static byte[] packet(int head, byte[] body) {
        var packet = new ByteArrayOutputStream();
        packet.writeBytes(header(head, body.length));
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    static byte[] header(int head, int length) {
        var header = new ByteArrayOutputStream();
        header.write(head);
        int rest = length;
        do {
            header.write(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest);
            rest >>= 7;
        } while (rest > 0);
        return header.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        out.write(utf8.length >> 8);
        out.write(utf8.length);
        out.writeBytes(utf8);
    }
}
