package org.citygauge.aggregator.journal.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a {@link ByteSink} wrote, being read in the same order. */
final class ByteSource {
    private final byte[] bytes;
    private int at;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    byte get() {
        return bytes[at++];
    }

    long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    byte[] block() {
        int length = Math.toIntExact(varint());
        byte[] content = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return content;
    }

    String text() {
        int length = Math.toIntExact(varint());
        String content = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return content;
    }
}
