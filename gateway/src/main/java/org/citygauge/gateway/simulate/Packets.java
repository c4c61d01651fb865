package org.citygauge.gateway.simulate;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The few packets of MQTT 3.1.1 that a publishing device needs, written as bytes: the generator must not be what is measured. */
final class Packets {
    private static final int CONNECT = 0x10;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int CLEAN_SESSION = 0x02;
    private static final int USER_AND_PASSWORD = 0xC0;

    private Packets() {}

    static Buffer connect(String clientId, Optional<Load.Login> login) {
        Buffer body = Buffer.buffer();
        text(body, "MQTT");
        body.appendByte((byte) 4);
        body.appendByte((byte) (CLEAN_SESSION | (login.isPresent() ? USER_AND_PASSWORD : 0)));
        body.appendUnsignedShort(0);
        text(body, clientId);
        login.ifPresent(who -> {
            text(body, who.user());
            text(body, who.password());
        });
        Buffer packet = Buffer.buffer().appendByte((byte) CONNECT);
        length(packet, body.length());
        return packet.appendBuffer(body);
    }

    static void publish(Buffer packet, byte[] topic, int id, byte[] payload) {
        packet.appendByte((byte) PUBLISH_QOS_1);
        length(packet, 2 + topic.length + 2 + payload.length);
        packet.appendUnsignedShort(topic.length)
                .appendBytes(topic)
                .appendUnsignedShort(id)
                .appendBytes(payload);
    }

    private static void text(Buffer buffer, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        buffer.appendUnsignedShort(utf8.length).appendBytes(utf8);
    }

    private static void length(Buffer buffer, int length) {
        int rest = length;
        do {
            int digit = rest & 0x7F;
            rest >>>= 7;
            buffer.appendByte((byte) (rest > 0 ? digit | 0x80 : digit));
        } while (rest > 0);
    }
}
