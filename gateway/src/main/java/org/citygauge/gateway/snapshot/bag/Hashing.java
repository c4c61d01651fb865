package org.citygauge.gateway.snapshot.bag;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Passes bytes on and knows afterwards what they were. */
final class Hashing extends FilterOutputStream {
    private final MessageDigest digest = sha256();
    private final CRC32 crc = new CRC32();
    private long bytes;

    Hashing(OutputStream out) {
        super(out);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] content, int from, int length) throws IOException {
        out.write(content, from, length);
        digest.update(content, from, length);
        crc.update(content, from, length);
        bytes += length;
    }

    /** What went through; to be asked once, at the end. */
    Item item() {
        return new Item(bytes, crc.getValue(), HexFormat.of().formatHex(digest.digest()));
    }
}
