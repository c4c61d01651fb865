package org.citygauge.gateway.ledger;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.citygauge.aggregator.reading.MicroTime;

/**
 * One transaction of the ledger: rows, and the entries of the audit log that tell of them.
 *
 * <p>Its time never lies before that of the entry before, so that what was known at some instant is what stood before some row; unless
 * the clock was so wrong that waiting for it would be worse.
 */
final class Entries {
    private static final Duration NEVER_BACK_BY = Duration.ofHours(1);
    private static final String LAST = "SELECT seq, time, hash FROM audit ORDER BY seq DESC LIMIT 1";

    private final Connection connection;
    private final Instant time;
    private long seq;
    private String hash;

    private record Last(long seq, Instant time, String hash) {}

    Entries(Connection connection, InstantSource clock) throws SQLException {
        this.connection = connection;
        Optional<Last> last = Statements.first(
                connection, LAST, row -> new Last(row.getLong(1), MicroTime.instant(row.getLong(2)), row.getString(3)));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        time = last.map(Last::time)
                .filter(before -> before.isAfter(now) && before.isBefore(now.plus(NEVER_BACK_BY)))
                .orElse(now);
        seq = last.map(Last::seq).orElse(0L);
        hash = last.map(Last::hash).orElse(Chain.BEGINNING);
    }

    Connection connection() {
        return connection;
    }

    /** When all of it happens. */
    Instant time() {
        return time;
    }

    long micros() {
        return MicroTime.of(time);
    }

    /** The number of the entry that is written next. */
    long next() {
        return seq + 1;
    }

    /** Tells of something that leaves no row. */
    void tell(String actor, String action, String subject, JsonObject detail) throws SQLException {
        AuditEntry open = new AuditEntry(next(), time, actor, action, subject, detail.encode(), hash, "");
        String closed = Chain.hash(open);
        Statements.update(
                connection,
                "INSERT INTO audit (seq, time, actor, action, subject, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                open.seq(),
                micros(),
                actor,
                action,
                subject,
                open.detail(),
                hash,
                closed);
        seq = open.seq();
        hash = closed;
    }

    /** Tells of a row that was just written, with {@link #next} in its column {@code audit}. */
    void tell(String actor, String action, String subject, JsonObject detail, String table, long row)
            throws SQLException {
        String sha256 = Chain.hash(connection, table, row).orElseThrow();
        tell(
                actor,
                action,
                subject,
                detail.copy().put("table", table).put("row", row).put("sha256", sha256));
    }
}
