package org.citygauge.gateway.snapshot.bag;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The end of a zip, looked at before anything is read by it: how large its directory is. */
final class EndRecord {
    private static final int LENGTH = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int SIGNATURE = 0x06054b50;
    private static final int SIGNATURE_64 = 0x06064b50;
    private static final int LENGTH_64 = 56;
    private static final int LENGTH_LOCATOR = 20;
    private static final long MOST_BYTES = 32L << 20;

    private EndRecord() {}

    /** @throws IOException if the directory would not fit into a bounded memory, or there is none */
    static void requireModest(Path file) throws IOException {
        try (var zip = new RandomAccessFile(file.toFile(), "r")) {
            long length = zip.length();
            int tail = (int) Math.min(length, LENGTH + LONGEST_COMMENT + LENGTH_LOCATOR + LENGTH_64);
            var bytes = new byte[tail];
            zip.seek(length - tail);
            zip.readFully(bytes);
            var end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = tail - LENGTH; at >= 0; at--) {
                if (end.getInt(at) == SIGNATURE) {
                    requireModest(directoryBytes(end, at));
                    return;
                }
            }
        }
        throw new IOException("it does not end like a zip");
    }

    private static long directoryBytes(ByteBuffer end, int at) {
        long bytes = Integer.toUnsignedLong(end.getInt(at + 12));
        int at64 = at - LENGTH_LOCATOR - LENGTH_64;
        boolean is64 = bytes == 0xFFFF_FFFFL && at64 >= 0 && end.getInt(at64) == SIGNATURE_64;
        return is64 ? end.getLong(at64 + 40) : bytes;
    }

    private static void requireModest(long directoryBytes) throws IOException {
        if (directoryBytes < 0 || directoryBytes > MOST_BYTES) {
            throw new IOException("its directory would take " + Long.toUnsignedString(directoryBytes)
                    + " bytes, more than " + MOST_BYTES);
        }
    }
}
