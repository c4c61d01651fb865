package org.citygauge.gateway.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bearer tokens that open the HTTP door; of each only its SHA-256 is known. */
public final class Tokens {
    private static final Pattern LINE = Pattern.compile("([^:\\s]+)\\s*:\\s*([0-9a-fA-F]{64})");

    private final List<Token> all;

    private Tokens(List<Token> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads a file with {@code name:hash} on each line, where hash is the token's SHA-256 in hexadecimal; empty lines and those
     * that begin with # do not count.
     *
     * @throws IllegalArgumentException naming the line that is wrong, or the file when it holds none
     */
    public static Tokens read(Path file) throws IOException {
        var tokens = new ArrayList<Token>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                tokens.add(parse(line, file + ":" + (index + 1)));
            }
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(file + ": no tokens; write one line name:SHA-256-of-the-token for each");
        }
        return new Tokens(tokens);
    }

    private static Token parse(String line, String place) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    place + ": write name:hash, the hash being the token's SHA-256 as 64 hexadecimal digits");
        }
        return new Token(matcher.group(1), HexFormat.of().parseHex(matcher.group(2)));
    }

    /** Whose token this is. Takes the same time whichever it is, so that none can be found by trying. */
    Optional<String> nameOf(String token) {
        byte[] hash = sha256(token);
        Optional<String> name = Optional.empty();
        for (Token known : all) {
            if (MessageDigest.isEqual(known.hash(), hash)) {
                name = Optional.of(known.name());
            }
        }
        return name;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private record Token(String name, byte[] hash) {}
}
