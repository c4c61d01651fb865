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
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Role;

/** The bearer tokens of a file; of each only its SHA-256 is known. */
public final class Tokens {
    private static final Pattern LINE =
            Pattern.compile("([^:\\s]+)\\s*:\\s*([0-9a-fA-F]{64})\\s*(?::\\s*([a-z]+)\\s*)?");

    private final List<Line> all;

    private Tokens(List<Line> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads a file with {@code name:hash} or {@code name:hash:role} on each line, where hash is the token's SHA-256 in hexadecimal;
     * without a role it is an approver's. Empty lines and those that begin with # do not count.
     *
     * @throws IllegalArgumentException naming the line that is wrong, or the file when it holds none
     */
    public static Tokens read(Path file) throws IOException {
        var tokens = new ArrayList<Line>();
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

    private static Line parse(String line, String place) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    place + ": write name:hash or name:hash:role, the hash being the token's SHA-256 as 64 hexadecimal"
                            + " digits");
        }
        if (Caller.isReserved(matcher.group(1))) {
            throw new IllegalArgumentException(
                    place + ": \"" + matcher.group(1) + "\" is what the ledger itself writes; choose another name");
        }
        String code = Optional.ofNullable(matcher.group(3)).orElse(Role.APPROVER.code());
        Role role = Role.of(code)
                .orElseThrow(() -> new IllegalArgumentException(
                        place + ": \"" + code + "\" is none of viewer, editor, approver, auditor"));
        return new Line(new Caller(matcher.group(1), role), HexFormat.of().parseHex(matcher.group(2)));
    }

    /** Whose token this is. Takes the same time whichever it is, so that none can be found by trying. */
    Optional<Caller> holder(String token) {
        byte[] hash = sha256(token);
        Optional<Caller> holder = Optional.empty();
        for (Line known : all) {
            if (MessageDigest.isEqual(known.hash(), hash)) {
                holder = Optional.of(known.caller());
            }
        }
        return holder;
    }

    /** All who have one. */
    List<Caller> callers() {
        return all.stream().map(Line::caller).toList();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private record Line(Caller caller, byte[] hash) {}
}
