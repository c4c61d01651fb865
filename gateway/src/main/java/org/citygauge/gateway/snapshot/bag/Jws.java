package org.citygauge.gateway.snapshot.bag;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detached signatures: {@code header..signature} (RFC 7515, appendix F; RFC 8037). There is one spelling of a header for each key,
 * and no other is taken, so that nothing can be changed in one.
 */
public final class Jws {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,1000})\\.\\.([A-Za-z0-9_-]{86})\\n");
    private static final Pattern X = Pattern.compile("\"x\":\"([A-Za-z0-9_-]{43})\"");

    private Jws() {}

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String header(PublicKeyFile key) {
        String json = "{\"alg\":\"EdDSA\",\"jwk\":" + key.jwk() + ",\"kid\":\"" + key.thumbprint() + "\"}";
        return base64(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] signed(String header, byte[] payload) {
        return (header + "." + base64(payload)).getBytes(StandardCharsets.US_ASCII);
    }

    /** The signature, one line. */
    public static String sign(SigningKey key, byte[] payload) {
        try {
            String header = header(key.publicKey());
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.privateKey());
            signature.update(signed(header, payload));
            return header + ".." + base64(signature.sign()) + "\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whose signature of {@code payload} it is; empty where it is none. */
    public static Optional<PublicKeyFile> signer(String line, byte[] payload) {
        Matcher parts = FORM.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            String json = new String(Base64.getUrlDecoder().decode(parts.group(1)), StandardCharsets.UTF_8);
            Matcher x = X.matcher(json);
            byte[] bytes = Base64.getUrlDecoder().decode(parts.group(2));
            if (!x.find() || !base64(bytes).equals(parts.group(2))) {
                return Optional.empty();
            }
            var key = new PublicKeyFile(x.group(1));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key.key());
            signature.update(signed(header(key), payload));
            return header(key).equals(parts.group(1)) && signature.verify(bytes) ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
