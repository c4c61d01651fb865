package org.citygauge.benchmarks.peer;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of an MQTT 3.1.1 client as it takes to fill a backlog: a session that lasts, a subscription, publishes in steps. Blocks. */
public final class PlainClient implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;
    private static final int DISCONNECT = 0xE0;

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    /** Connects with a session that outlives the connection. */
    public PlainClient(int port, String clientId) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 18));
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 14));
        send(CONNECT, body -> {
            body.writeUTF("MQTT");
            body.writeByte(4);
            body.writeByte(0); // keep the session
            body.writeShort(0);
            body.writeUTF(clientId);
        });
        out.flush();
        expect(CONNACK, 2);
    }

    public void subscribe(String filter) throws IOException {
        send(SUBSCRIBE, body -> {
            body.writeShort(1);
            body.writeUTF(filter);
            body.writeByte(1);
        });
        out.flush();
        expect(SUBACK, 3);
    }

    /** Sends a message of QoS 1 with the next call of {@link #awaitAcknowledgements}. */
    public void publish(int id, String topic, byte[] payload) throws IOException {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        out.writeByte(PUBLISH_QOS_1);
        length(2 + name.length + 2 + payload.length);
        out.writeShort(name.length);
        out.write(name);
        out.writeShort(id);
        out.write(payload);
    }

    public void awaitAcknowledgements(int count) throws IOException {
        out.flush();
        for (int i = 0; i < count; i++) {
            expect(PUBACK, 2);
        }
    }

    private interface Body {
        void write(DataOutputStream to) throws IOException;
    }

    private void send(int kind, Body body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        body.write(new DataOutputStream(bytes));
        out.writeByte(kind);
        length(bytes.size());
        bytes.writeTo(out);
    }

    private void length(int length) throws IOException {
        int rest = length;
        do {
            int digit = rest & 0x7F;
            rest >>>= 7;
            out.writeByte(rest > 0 ? digit | 0x80 : digit);
        } while (rest > 0);
    }

    private void expect(int kind, int length) throws IOException {
        int came = in.readUnsignedByte();
        if (came != kind || in.readUnsignedByte() != length) {
            throw new IOException(String.format("the broker answers with a packet of kind 0x%02X", came));
        }
        in.skipNBytes(length - 1L);
        int code = in.readUnsignedByte();
        if (kind != PUBACK && code > 1) {
            throw new IOException("the broker refuses with code " + code);
        }
    }

    @Override
    public void close() throws IOException {
        out.writeByte(DISCONNECT);
        out.writeByte(0);
        out.flush();
        socket.close();
    }
}
