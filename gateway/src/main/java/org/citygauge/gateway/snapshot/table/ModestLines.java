package org.citygauge.gateway.snapshot.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lets CSV through whose rows fit into a bounded memory: neither long nor of many cells, however it is quoted. */
public final class ModestLines extends FilterInputStream {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_COMMAS = 10_000;

    private long line = 1;
    private int bytes;
    private int commas;
    private boolean quoted;

    public ModestLines(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        for (int i = from; i < from + read; i++) {
            see(into[i]);
        }
        return read;
    }

    private void see(byte one) throws IOException {
        bytes++;
        if (one == '"') {
            quoted = !quoted;
        } else if (one == ',') {
            commas++;
        } else if (one == '\n') {
            line++;
            if (!quoted) {
                bytes = 0;
                commas = 0;
            }
        }
        if (bytes > MOST_BYTES || commas > MOST_COMMAS) {
            throw new IOException(
                    "line " + line + ": the row is longer than " + MOST_BYTES + " bytes or " + MOST_COMMAS + " cells");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
