package org.citygauge.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.citygauge.gateway.ledger.LedgerRefused.Reason;

/** The tokens of a city. {@link #holder} and {@link #isEmpty} look at memory only; everything else blocks. */
public final class TokenBook {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");
    private static final String PREFIX = "cg_";
    private static final int BYTES = 32;

    private final LedgerFile file;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private volatile Map<String, Token> known;
    private long seen;

    TokenBook(LedgerFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        known = file.read(TokenBook::read);
    }

    /** Whether a data folder has a ledger in which a token was made; that folder's gateway asks for one. Blocks. */
    public static boolean existIn(Path data) {
        Path ledger = LedgerFile.in(Ledger.folder(data));
        if (!Files.exists(ledger)) {
            return false;
        }
        try (Connection connection = LedgerFile.source(ledger).getConnection()) {
            return Statements.first(connection, "SELECT id FROM token LIMIT 1", row -> row.getLong(1))
                    .isPresent();
        } catch (SQLException unusable) {
            return false; // opening it will say why
        }
    }

    private static Map<String, Token> read(Connection connection) throws SQLException {
        return TokenTable.all(connection).stream()
                .collect(Collectors.toUnmodifiableMap(TokenTable.Row::sha256, TokenTable.Row::token));
    }

    /** Whether no token was ever made. */
    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** The token this is, valid or not. What is looked up is a hash, so that trying tells nothing. */
    public Optional<Token> holder(String secret) {
        return Optional.ofNullable(known.get(hash(secret)));
    }

    private static String hash(String secret) {
        MessageDigest digest = Chain.sha256();
        digest.update(secret.getBytes(StandardCharsets.UTF_8));
        return Chain.hex(digest);
    }

    /** Takes notice of what another process wrote. */
    public synchronized void refresh() {
        long version = file.read(connection -> Statements.first(
                        connection,
                        "SELECT (SELECT count(*) FROM token) + (SELECT count(*) FROM token_revoked)",
                        row -> row.getLong(1))
                .orElseThrow());
        if (version != seen) {
            known = file.read(TokenBook::read);
            seen = version;
        }
    }

    /** All there ever were, in the order in which they were made. */
    public List<Token> all() {
        return file.read(connection ->
                TokenTable.all(connection).stream().map(TokenTable.Row::token).toList());
    }

    /** Makes one. The first must be an approver's, who can make more; an auditor's must run out. */
    public NewToken create(Caller caller, String name, Role role, Optional<Instant> expires) {
        check(name, role, expires);
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Token made = file.write(entries -> {
            List<TokenTable.Row> all = TokenTable.all(entries.connection());
            if (all.isEmpty() && caller.equals(Caller.LOCAL) && role != Role.APPROVER) {
                throw new LedgerRefused(
                        Reason.CONFLICT,
                        "The first token must be one of role approver: from then on every request needs a token, and only"
                                + " an approver could make more.");
            }
            if (valid(all, name, entries.time()).isPresent()) {
                throw new LedgerRefused(
                        Reason.CONFLICT,
                        "There is a token of " + name + " already; revoke it first, or choose another name.");
            }
            var token = new Token(
                    name,
                    role,
                    expires.map(end -> end.truncatedTo(ChronoUnit.MICROS)),
                    entries.time(),
                    caller.name(),
                    Optional.empty());
            TokenTable.insert(entries, hash(secret), token);
            return token;
        });
        refresh();
        return new NewToken(made, secret);
    }

    private void check(String name, Role role, Optional<Instant> expires) {
        if (!NAME.matcher(name).matches()) {
            throw new LedgerRefused(
                    Reason.UNUSABLE,
                    "name: \"" + name
                            + "\" is no name of a token: at most 64 letters, digits and . _ @ -, a letter or digit"
                            + " first.");
        }
        if (Caller.isReserved(name)) {
            throw new LedgerRefused(
                    Reason.UNUSABLE, "name: \"" + name + "\" is what the ledger itself writes; choose another.");
        }
        if (role == Role.AUDITOR && expires.isEmpty()) {
            throw new LedgerRefused(Reason.UNUSABLE, "expires: an auditor's token must run out; say when.");
        }
        Instant now = clock.instant();
        if (expires.filter(end -> !end.isAfter(now)).isPresent()) {
            throw new LedgerRefused(Reason.UNUSABLE, "expires: " + expires.get() + " is not in the future.");
        }
    }

    private static Optional<TokenTable.Row> valid(List<TokenTable.Row> all, String name, Instant now) {
        return all.stream()
                .filter(row -> row.token().name().equals(name) && row.token().isValid(now))
                .findFirst();
    }

    /** Takes a token back; it opens nothing from now on. */
    public Token revoke(Caller caller, String name) {
        Token revoked = file.write(entries -> {
            List<TokenTable.Row> all = TokenTable.all(entries.connection());
            TokenTable.Row row = valid(all, name, entries.time())
                    .orElseThrow(() -> new LedgerRefused(
                            Reason.UNKNOWN, "There is no token of " + name + " that is neither revoked nor expired."));
            TokenTable.revoke(entries, row, caller.name());
            Token token = row.token();
            return new Token(
                    token.name(),
                    token.role(),
                    token.expires(),
                    token.created(),
                    token.by(),
                    Optional.of(new Token.Revoked(entries.time(), caller.name())));
        });
        refresh();
        return revoked;
    }
}
