package org.citygauge.gateway.snapshot.bag;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Compares what is written with what is there. */
final class Same extends OutputStream {
    private final InputStream there;
    private long written;
    private long firstDifference = -1;

    Same(InputStream there) {
        this.there = there;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] content, int from, int length) throws IOException {
        if (firstDifference < 0) {
            byte[] expected = there.readNBytes(length);
            int place = Arrays.mismatch(content, from, from + length, expected, 0, expected.length);
            firstDifference = place < 0 ? -1 : written + place;
        }
        written += length;
    }

    /** To be called when all was written: nothing more may be there. */
    void finish() throws IOException {
        if (firstDifference < 0 && there.read() >= 0) {
            firstDifference = written;
        }
    }

    long written() {
        return written;
    }

    /** Where the two part; −1 where they do not. */
    long firstDifference() {
        return firstDifference;
    }

    @Override
    public void close() throws IOException {
        there.close();
    }
}
