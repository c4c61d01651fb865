package org.citygauge.gateway.ledger;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.citygauge.aggregator.reading.MicroTime;

/** The tables {@code token} and {@code token_revoked}. */
final class TokenTable {
    static final String NAME = "token";
    static final String REVOKED = "token_revoked";
    private static final String SELECT =
            "SELECT id, sha256, name, role, expires, token.time, token.actor, token_revoked.time,"
                    + " token_revoked.actor FROM token LEFT JOIN token_revoked ON token = id ORDER BY id";

    private TokenTable() {}

    /** A token and what it is recognised by. */
    record Row(long id, String sha256, Token token) {}

    static List<Row> all(Connection connection) throws SQLException {
        return Statements.list(connection, SELECT, TokenTable::of);
    }

    private static Row of(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                row.getString(2),
                new Token(
                        row.getString(3),
                        Role.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                        instant(row, 5),
                        instant(row, 6).orElseThrow(),
                        row.getString(7),
                        revoked(row)));
    }

    private static Optional<Token.Revoked> revoked(ResultSet row) throws SQLException {
        Optional<Instant> time = instant(row, 8);
        String by = row.getString(9);
        return time.map(when -> new Token.Revoked(when, by));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(MicroTime.instant(micros));
    }

    static void insert(Entries entries, String sha256, Token token) throws SQLException {
        long id = Statements.insert(
                entries.connection(),
                "INSERT INTO token (name, role, sha256, expires, time, actor, audit) VALUES (?, ?, ?, ?, ?, ?, ?)",
                token.name(),
                token.role().code(),
                sha256,
                token.expires().map(MicroTime::of).orElse(null),
                entries.micros(),
                token.by(),
                entries.next());
        var detail = new JsonObject().put("role", token.role().code());
        token.expires().ifPresent(end -> detail.put("expires", end.toString()));
        entries.tell(token.by(), "token.create", token.name(), detail, NAME, id);
    }

    static void revoke(Entries entries, Row token, String actor) throws SQLException {
        Statements.update(
                entries.connection(),
                "INSERT INTO token_revoked (token, time, actor, audit) VALUES (?, ?, ?, ?)",
                token.id(),
                entries.micros(),
                actor,
                entries.next());
        entries.tell(actor, "token.revoke", token.token().name(), new JsonObject(), REVOKED, token.id());
    }
}
