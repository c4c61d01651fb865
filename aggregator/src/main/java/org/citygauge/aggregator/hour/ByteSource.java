package org.citygauge.aggregator.hour;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads what {@link Bytes} wrote. */
public final class ByteSource {
    private final byte[] array;
    private final int end;
    private int at;

    public ByteSource(byte[] array, int from, int end) {
        this.array = array;
        this.at = from;
        this.end = end;
    }

    public boolean hasMore() {
        return at < end;
    }

    public int position() {
        return at;
    }

    public int takeByte() {
        return array[at++] & 0xFF;
    }

    public long takeVarint() {
        long value = 0;
        int shift = 0;
        while (true) {
            byte next = array[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }

    public long takeSigned() {
        long value = takeVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    public BigDecimal takeDecimal() {
        long head = takeSigned();
        int scale = (int) Math.floorDiv(head, 2);
        if ((head & 1) == 0) {
            return BigDecimal.valueOf(takeSigned(), scale);
        }
        return new BigDecimal(new BigInteger(takeBytes((int) takeVarint())), scale);
    }

    public String takeText() {
        int length = (int) takeVarint();
        String text = new String(array, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    public byte[] takeBytes(int count) {
        byte[] taken = java.util.Arrays.copyOfRange(array, at, at + count);
        at += count;
        return taken;
    }

    public void skip(int count) {
        at += count;
    }
}
