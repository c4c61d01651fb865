package org.citygauge.gateway.ledger;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.citygauge.aggregator.reading.MicroTime;

/** Who did what when, each entry chained to the one before by hash. Blocks. */
public final class AuditLog {
    private final LedgerFile file;

    AuditLog(LedgerFile file) {
        this.file = file;
    }

    /**
     * Entries in order.
     *
     * @param after the number behind which they begin; 0 for the first
     */
    public List<AuditEntry> entries(long after, int limit) {
        return file.read(connection -> page(connection, after, limit));
    }

    static List<AuditEntry> page(Connection connection, long after, int limit) throws SQLException {
        return Statements.list(
                connection,
                "SELECT seq, time, actor, action, subject, detail, previous, hash FROM audit WHERE seq > ? ORDER BY seq"
                        + " LIMIT ?",
                AuditLog::of,
                after,
                limit);
    }

    private static AuditEntry of(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong(1),
                MicroTime.instant(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }

    /** Keeps that somebody did something which leaves no other trace in the ledger. */
    public void tell(Caller caller, String action, String subject, JsonObject detail) {
        file.write(entries -> {
            entries.tell(caller.name(), action, subject, detail);
            return true;
        });
    }

    /** Computes all of the chain again, and compares every row of the ledger with the entry that tells of it. */
    public AuditFinding verify() {
        return new AuditCheck(file).run();
    }
}
