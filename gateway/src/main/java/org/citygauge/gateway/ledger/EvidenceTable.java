package org.citygauge.gateway.ledger;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.gateway.ledger.LedgerRefused.Reason;

/** The tables {@code evidence} and {@code evidence_piece}. */
final class EvidenceTable {
    static final String NAME = "evidence";
    private static final String SELECT = "SELECT sha256, size, name, media_type, time, actor FROM evidence ";

    private EvidenceTable() {}

    /** The caller adds its pieces. */
    static long insert(Entries entries, EvidenceRef ref, long size, String actor) throws SQLException {
        long id = Statements.insert(
                entries.connection(),
                "INSERT INTO evidence (sha256, size, name, media_type, time, actor, audit) VALUES (?, ?, ?, ?, ?, ?, ?)",
                ref.sha256(),
                size,
                ref.name(),
                ref.mediaType(),
                entries.micros(),
                actor,
                entries.next());
        entries.tell(actor, "evidence.add", ref.name(), new JsonObject().put("size", size), NAME, id);
        return id;
    }

    static void insertPiece(Connection connection, long evidence, int place, byte[] data) throws SQLException {
        Statements.update(
                connection,
                "INSERT INTO evidence_piece (evidence, place, data) VALUES (?, ?, ?)",
                evidence,
                place,
                data);
    }

    static Optional<Evidence> find(Connection connection, String sha256) throws SQLException {
        return Statements.first(connection, SELECT + "WHERE sha256 = ?", EvidenceTable::of, sha256);
    }

    static List<Evidence> all(Connection connection) throws SQLException {
        return Statements.list(connection, SELECT + "ORDER BY id", EvidenceTable::of);
    }

    static Optional<byte[]> piece(Connection connection, String sha256, int place) throws SQLException {
        return Statements.first(
                connection,
                "SELECT data FROM evidence_piece JOIN evidence ON id = evidence WHERE sha256 = ? AND place = ?",
                row -> row.getBytes(1),
                sha256,
                place);
    }

    /** Refuses references to what is not there. */
    static void require(Connection connection, List<EvidenceRef> refs) throws SQLException {
        for (EvidenceRef ref : refs) {
            if (find(connection, ref.sha256()).isEmpty()) {
                throw new LedgerRefused(
                        Reason.UNUSABLE,
                        "evidence: " + ref.name() + " (" + ref.sha256() + ") is not there; add it first.");
            }
        }
    }

    private static Evidence of(ResultSet row) throws SQLException {
        return new Evidence(
                new EvidenceRef(row.getString("name"), row.getString("media_type"), row.getString("sha256")),
                row.getLong("size"),
                MicroTime.instant(row.getLong("time")),
                row.getString("actor"));
    }
}
