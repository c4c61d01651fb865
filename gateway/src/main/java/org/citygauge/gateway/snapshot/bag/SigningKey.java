package org.citygauge.gateway.snapshot.bag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The Ed25519 key that packages are signed with, and its public half.
 *
 * @param privateKey never leaves the machine
 * @param publicKey what whoever verifies needs
 */
public record SigningKey(PrivateKey privateKey, PublicKeyFile publicKey) {
    private static final String PRIVATE = "PRIVATE KEY";

    @Override
    public String toString() {
        return "SigningKey[" + publicKey.thumbprint() + "]"; // never the private one
    }

    /**
     * The key in a file (PKCS#8 PEM, as {@code openssl genpkey -algorithm ed25519} writes).
     *
     * @throws IOException if there is none, or it is no such key
     */
    public static SigningKey read(Path file) throws IOException {
        try {
            byte[] encoded = Pem.read(Files.readString(file), PRIVATE);
            var key = (EdECPrivateKey)
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new SigningKey(key, publicHalf(key.getBytes().orElseThrow()));
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException noKey) {
            throw new IOException(file + " holds no Ed25519 private key in PEM (PKCS#8)", noKey);
        }
    }

    /** The key in a file, made there the first time, with the public one beside it as {@code ….pub.pem}. */
    public static SigningKey readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file);
        }
        SigningKey key = read(file);
        Path beside = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.pem$", "") + ".pub.pem");
        if (!Files.exists(beside)) {
            Files.writeString(beside, key.publicKey().pem());
        }
        return key;
    }

    private static void make(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "key",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            PrivateKey made =
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
            Files.writeString(part, Pem.write(made.getEncoded(), PRIVATE), StandardCharsets.US_ASCII);
            Files.createLink(file, part); // whole or not at all, and never over a key
        } catch (FileAlreadyExistsException another) {
            return; // made by another one at the same time: that one holds
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Java derives no public key from a private one, but makes both from the same 32 bytes of chance. */
    private static PublicKeyFile publicHalf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new NoChance(seed));
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        return PublicKeyFile.ofX(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    }

    private static final class NoChance extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] seed;

        NoChance(byte[] seed) {
            super(null, null);
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
