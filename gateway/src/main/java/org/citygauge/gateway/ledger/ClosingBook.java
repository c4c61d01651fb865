package org.citygauge.gateway.ledger;

import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.reading.MicroTime;

/** The closings of the city's years, each with what was frozen with it, as named parts. Blocks. */
public final class ClosingBook {
    static final String NAME = "closing";
    static final String RESULT = "closing_result";
    private static final String SELECT = "SELECT number, year, revision, time, actor, reason FROM closing ";

    private final LedgerFile file;

    ClosingBook(LedgerFile file) {
        this.file = file;
    }

    /** All of them, in order. */
    public List<Closing> all() {
        return file.read(connection -> Statements.list(connection, SELECT + "ORDER BY number", ClosingBook::of));
    }

    /**
     * Closes a year, or closes it again, in one transaction. The number counts all closings, the revision those of the year.
     *
     * @param reason why it is closed again; may be empty the first time
     * @param parts what is frozen, by name
     */
    public Closing add(Caller caller, int year, String reason, Map<String, byte[]> parts) {
        return file.write(entries -> {
            List<Closing> before = Statements.list(entries.connection(), SELECT + "ORDER BY number", ClosingBook::of);
            int revision =
                    1 + (int) before.stream().filter(one -> one.year() == year).count();
            var closing = new Closing(before.size() + 1, year, revision, entries.time(), caller.name(), reason);
            insert(entries, closing, new TreeMap<>(parts));
            return closing;
        });
    }

    private static void insert(Entries entries, Closing closing, Map<String, byte[]> parts) throws SQLException {
        var hashes = new JsonObject();
        parts.forEach((name, data) -> hashes.put(name, hash(data)));
        Statements.update(
                entries.connection(),
                "INSERT INTO closing (number, year, revision, time, actor, reason, parts, audit)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                closing.number(),
                closing.year(),
                closing.revision(),
                entries.micros(),
                closing.actor(),
                closing.reason(),
                hashes.encode(),
                entries.next());
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            Statements.update(
                    entries.connection(),
                    "INSERT INTO closing_part (closing, name, data) VALUES (?, ?, ?)",
                    closing.number(),
                    part.getKey(),
                    part.getValue());
        }
        var detail = new JsonObject().put("revision", closing.revision());
        if (!closing.reason().isEmpty()) {
            detail.put("reason", closing.reason());
        }
        entries.tell(
                closing.actor(),
                closing.revision() == 1 ? "year.close" : "year.restate",
                Integer.toString(closing.year()),
                detail,
                NAME,
                closing.number());
    }

    static String hash(byte[] data) {
        MessageDigest digest = Chain.sha256();
        digest.update(data);
        return Chain.hex(digest);
    }

    /** The entry of the audit log that tells of a closing. */
    public AuditEntry entry(Closing closing) {
        long seq = file.read(connection -> Statements.first(
                        connection,
                        "SELECT audit FROM closing WHERE number = ?",
                        row -> row.getLong(1),
                        closing.number()))
                .orElseThrow();
        return file.read(connection -> AuditLog.page(connection, seq - 1, 1)).getFirst();
    }

    /** What was frozen under a name. */
    public Optional<byte[]> part(Closing closing, String name) {
        return file.read(connection -> Statements.first(
                connection,
                "SELECT data FROM closing_part WHERE closing = ? AND name = ?",
                row -> row.getBytes(1),
                closing.number(),
                name));
    }

    /** Keeps what the numbers of a closed year came to; once. */
    public void result(Caller caller, Closing closing, String digest) {
        file.write(entries -> {
            Statements.update(
                    entries.connection(),
                    "INSERT INTO closing_result (closing, digest, time, audit) VALUES (?, ?, ?, ?)",
                    closing.number(),
                    digest,
                    entries.micros(),
                    entries.next());
            entries.tell(
                    caller.name(),
                    "year.result",
                    Integer.toString(closing.year()),
                    new JsonObject().put("revision", closing.revision()).put("digest", digest),
                    RESULT,
                    closing.number());
            return true;
        });
    }

    /** What the numbers of a closed year came to, once that is known. */
    public Optional<String> result(Closing closing) {
        return file.read(connection -> Statements.first(
                connection,
                "SELECT digest FROM closing_result WHERE closing = ?",
                row -> row.getString(1),
                closing.number()));
    }

    private static Closing of(ResultSet row) throws SQLException {
        return new Closing(
                row.getInt("number"),
                row.getInt("year"),
                row.getInt("revision"),
                MicroTime.instant(row.getLong("time")),
                row.getString("actor"),
                row.getString("reason"));
    }
}
