package org.citygauge.aggregator.journal.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written one after another, in a buffer that grows. */
final class ByteSink {
    private byte[] bytes;
    private int size;

    ByteSink() {
        this(1 << 6);
    }

    /** @param expected how many bytes will probably come */
    ByteSink(int expected) {
        bytes = new byte[expected];
    }

    void put(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    /** A non-negative number in groups of seven bits, least first. */
    void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A number of either sign, such that small ones stay short. */
    void signed(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** Length, then content. */
    void block(byte[] content) {
        varint(content.length);
        reserve(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    void text(String content) {
        block(content.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
