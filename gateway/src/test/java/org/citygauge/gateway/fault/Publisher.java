package org.citygauge.gateway.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A device that publishes an outbox with QoS 1 over one connection, and tells the outbox exactly what was acknowledged. */
final class Publisher {
    private static final int WINDOW = 256;
    private static final int IDS = 65_535;
    private static final int PUBACK = 0x40;

    private final URI url;
    private final Outbox outbox;
    private final Duration patience;
    private final Map<Integer, Sent> unanswered = new LinkedHashMap<>();
    private int lastId;

    /** @param patience how long it waits for an acknowledgement before it gives up */
    Publisher(URI url, Outbox outbox, Duration patience) {
        this.url = url;
        this.outbox = outbox;
        this.patience = patience;
    }

    /** Says all there is to say, until the connection breaks; whether everything was acknowledged. */
    boolean run() {
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            connect(socket, in);
            while (publish(socket) || !unanswered.isEmpty()) {
                read(in);
            }
            socket.getOutputStream().write(new byte[] {(byte) 0xE0, 0});
            return true;
        } catch (SocketTimeoutException heldBack) {
            return false;
        } catch (IOException broken) {
            return false;
        } finally {
            outbox.inVain(List.copyOf(unanswered.values()));
            unanswered.clear();
        }
    }

    private void connect(Socket socket, DataInputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.writeBytes(new byte[] {4, 2, 0, 0});
        text(body, "device-" + System.nanoTime());
        socket.getOutputStream().write(packet(0x10, body.toByteArray()));
        byte[] answer = in.readNBytes(4);
        if (answer.length < 4 || answer[0] != 0x20 || answer[3] != 0) {
            throw new IOException("the connection was refused");
        }
    }

    private boolean publish(Socket socket) throws IOException {
        List<Sent> more = outbox.take(WINDOW - unanswered.size());
        var out = new ByteArrayOutputStream();
        for (Sent sent : more) {
            lastId = lastId == IDS ? 1 : lastId + 1;
            unanswered.put(lastId, sent);
            var body = new ByteArrayOutputStream();
            text(body, sent.topic());
            body.write(lastId >> 8);
            body.write(lastId);
            body.writeBytes(sent.payload());
            out.writeBytes(packet(0x32, body.toByteArray()));
        }
        socket.getOutputStream().write(out.toByteArray());
        return !more.isEmpty();
    }

    /** At least one acknowledgement, and what came with it. */
    private void read(DataInputStream in) throws IOException {
        var safe = new ArrayList<Sent>();
        do {
            if ((in.readUnsignedByte() & 0xF0) != PUBACK || in.readUnsignedByte() != 2) {
                throw new IOException("an unexpected packet");
            }
            safe.add(unanswered.remove(in.readUnsignedShort()));
        } while (in.available() >= 4);
        outbox.acknowledged(safe);
    }

    private static byte[] packet(int head, byte[] body) {
        var packet = new ByteArrayOutputStream();
        packet.write(head);
        int rest = body.length;
        do {
            packet.write(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest);
            rest >>= 7;
        } while (rest > 0);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write(utf8.length >> 8);
        out.write(utf8.length);
        out.writeBytes(utf8);
    }
}
