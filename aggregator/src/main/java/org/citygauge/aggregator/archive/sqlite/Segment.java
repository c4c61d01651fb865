package org.citygauge.aggregator.archive.sqlite;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.hour.ByteSource;
import org.citygauge.aggregator.hour.Bytes;

/**
 * One hour of a bucket of neighbouring series: a directory, and the packed set of each.
 *
 * @param sets by the series' place in its bucket
 */
record Segment(Map<Integer, byte[]> sets) {
    /** So many series share a segment. */
    static final int BUCKET = Archive.SERIES_TOGETHER;

    private static final int PLAIN = 1;
    private static final int DEFLATED = 2;
    private static final int WORTH_DEFLATING = 64;

    Segment {
        sets = new TreeMap<>(sets);
    }

    static Segment empty() {
        return new Segment(Map.of());
    }

    Optional<byte[]> set(int place) {
        return Optional.ofNullable(sets.get(place));
    }

    void put(int place, byte[] set) {
        sets.put(place, set);
    }

    byte[] encode() {
        var body = new Bytes(256);
        body.putVarint(sets.size());
        int previous = 0;
        for (Map.Entry<Integer, byte[]> entry : sets.entrySet()) {
            body.putVarint(entry.getKey() - previous);
            body.putVarint(entry.getValue().length);
            previous = entry.getKey();
        }
        sets.values().forEach(set -> body.putBytes(set, 0, set.length));
        byte[] plain = body.toArray();
        byte[] packed = plain.length < WORTH_DEFLATING ? plain : deflate(plain);
        var out = new Bytes(packed.length + 8);
        out.putByte(packed.length < plain.length ? DEFLATED : PLAIN);
        if (packed.length < plain.length) {
            out.putVarint(plain.length);
            out.putBytes(packed, 0, packed.length);
        } else {
            out.putBytes(plain, 0, plain.length);
        }
        return out.toArray();
    }

    static Segment decode(byte[] blob) {
        var source = new ByteSource(blob, 0, blob.length);
        byte[] plain = source.takeByte() == DEFLATED
                ? inflate(blob, (int) source.takeVarint(), source.position())
                : source.takeBytes(blob.length - 1);
        return ofPlain(new ByteSource(plain, 0, plain.length));
    }

    private static Segment ofPlain(ByteSource source) {
        int size = (int) source.takeVarint();
        int[] places = new int[size];
        int[] lengths = new int[size];
        for (int i = 0, place = 0; i < size; i++) {
            place += (int) source.takeVarint();
            places[i] = place;
            lengths[i] = (int) source.takeVarint();
        }
        var sets = new TreeMap<Integer, byte[]>();
        for (int i = 0; i < size; i++) {
            sets.put(places[i], source.takeBytes(lengths[i]));
        }
        return new Segment(sets);
    }

    private static byte[] deflate(byte[] plain) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            var out = new ByteArrayOutputStream(plain.length);
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] blob, int length, int from) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(blob, from, blob.length - from);
            byte[] plain = new byte[length];
            int got = 0;
            while (got < length) {
                int more = inflater.inflate(plain, got, length - got);
                if (more == 0) {
                    throw new IllegalStateException("a segment ends early");
                }
                got += more;
            }
            return plain;
        } catch (DataFormatException damaged) {
            throw new IllegalStateException("a segment is damaged", damaged);
        } finally {
            inflater.end();
        }
    }
}
