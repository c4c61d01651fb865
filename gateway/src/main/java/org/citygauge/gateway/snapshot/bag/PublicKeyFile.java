package org.citygauge.gateway.snapshot.bag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of an Ed25519 key.
 *
 * @param x its 32 bytes in base64url, as a JSON Web Key has them
 */
public record PublicKeyFile(String x) {
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LENGTH = 32;

    static PublicKeyFile ofX(String x) {
        return new PublicKeyFile(x);
    }

    public PublicKeyFile {
        byte[] raw = Base64.getUrlDecoder().decode(x);
        if (raw.length != LENGTH || !Jws.base64(raw).equals(x)) {
            throw new IllegalArgumentException("no Ed25519 public key");
        }
    }

    /**
     * The key in a PEM file.
     *
     * @throws IOException if there is none, or it is no Ed25519 key
     */
    public static PublicKeyFile read(Path file) throws IOException {
        try {
            byte[] encoded = Pem.read(Files.readString(file), PUBLIC);
            if (encoded.length != PREFIX.length + LENGTH
                    || !Arrays.equals(encoded, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
                throw new IllegalArgumentException("another kind of key");
            }
            return new PublicKeyFile(Jws.base64(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length)));
        } catch (IllegalArgumentException noKey) {
            throw new IOException(file + " holds no Ed25519 public key in PEM", noKey);
        }
    }

    /** As {@code openssl pkey -pubout} writes it. */
    public String pem() {
        return Pem.write(encoded(), PUBLIC);
    }

    private byte[] encoded() {
        byte[] raw = Base64.getUrlDecoder().decode(x);
        byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + LENGTH);
        System.arraycopy(raw, 0, encoded, PREFIX.length, LENGTH);
        return encoded;
    }

    /** The JSON Web Key, its members in the order that RFC 7638 hashes them in. */
    String jwk() {
        return "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
    }

    /** What people tell keys apart by (RFC 7638). */
    public String thumbprint() {
        return Jws.base64(Hashing.sha256().digest(jwk().getBytes(StandardCharsets.UTF_8)));
    }

    PublicKey key() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded()));
    }
}
