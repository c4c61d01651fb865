package org.citygauge.aggregator.hour;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes with numbers of variable length in it. */
public final class Bytes {
    private byte[] array;
    private int length;

    public Bytes(int capacity) {
        this(new byte[Math.max(16, capacity)], 0);
    }

    /** Goes on behind the first {@code length} bytes of {@code array}, in place while there is room. */
    Bytes(byte[] array, int length) {
        this.array = array;
        this.length = length;
    }

    public void putByte(int value) {
        ensure(1);
        array[length++] = (byte) value;
    }

    /** Small numbers take few bytes; negative ones take ten. */
    public void putVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            array[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[length++] = (byte) rest;
    }

    /** Numbers near zero, of either sign, take few bytes. */
    public void putSigned(long value) {
        putVarint((value << 1) ^ (value >> 63));
    }

    /** Keeps the scale, too. */
    public void putDecimal(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        boolean small = unscaled.bitLength() < Long.SIZE;
        putSigned(value.scale() * 2L + (small ? 0 : 1));
        if (small) {
            putSigned(unscaled.longValue());
        } else {
            byte[] large = unscaled.toByteArray();
            putVarint(large.length);
            putBytes(large, 0, large.length);
        }
    }

    public void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putVarint(utf8.length);
        putBytes(utf8, 0, utf8.length);
    }

    public void putBytes(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, array, length, count);
        length += count;
    }

    private void ensure(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(array.length + (array.length >> 1), length + more));
        }
    }

    public int length() {
        return length;
    }

    byte[] array() {
        return array;
    }

    public byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    public void clear() {
        length = 0;
    }
}
