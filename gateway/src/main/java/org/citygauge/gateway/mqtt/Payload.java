package org.citygauge.gateway.mqtt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.citygauge.aggregator.journal.Message;

/** Makes messages of payloads; of one that is too long it keeps the head, the length and the digest. */
public final class Payload {
    private static final int HEAD = 4 * 1024;

    private Payload() {}

    public static Message message(String source, String topic, byte[] payload, int maxPayload) {
        if (payload.length <= maxPayload) {
            return new Message(source, topic, payload);
        }
        return new Message(
                source,
                topic,
                Arrays.copyOf(payload, Math.min(HEAD, maxPayload)),
                new Message.Cut(payload.length, sha256(payload)));
    }

    private static String sha256(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
