package org.citygauge.aggregator.journal;

import org.jspecify.annotations.Nullable;

/**
 * A message as it came through a door.
 *
 * @param source the door: {@code listener}, {@code http} or the name of a subscriber
 * @param topic the MQTT topic; for other doors a name of the same shape
 * @param payload the bytes as sent; only their head when {@code cut} says so; nobody changes them
 * @param cut set when the payload was longer than the gateway keeps
 */
public record Message(
        String source,
        String topic,
        byte[] payload,
        @Nullable Cut cut) {
    /** The source of messages that came over HTTP. */
    public static final String HTTP = "http";

    /** The source of messages that came through the built-in MQTT listener. */
    public static final String LISTENER = "listener";

    public Message(String source, String topic, byte[] payload) {
        this(source, topic, payload, null);
    }

    /**
     * What is known of a payload of which only the head was kept.
     *
     * @param length the bytes that were sent
     * @param sha256 their digest, in hexadecimal
     */
    public record Cut(long length, String sha256) {}
}
