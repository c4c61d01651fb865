package org.citygauge.gateway.ledger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.citygauge.aggregator.reading.MicroTime;

/** The table {@code certificate}. */
final class CertificateTable {
    static final String NAME = "certificate";

    private CertificateTable() {}

    static Certificate insert(Entries entries, Certificate.Statement says, String actor) throws SQLException {
        EvidenceTable.require(entries.connection(), says.evidence());
        long id = Statements.insert(
                entries.connection(),
                "INSERT INTO certificate (standard, level, date, certifier, comment, evidence, time, actor, audit)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                says.standard(),
                says.level(),
                says.date().toString(),
                says.certifier(),
                says.comment(),
                EvidenceJson.of(says.evidence()).encode(),
                entries.micros(),
                actor,
                entries.next());
        var detail = new JsonObject()
                .put("level", says.level())
                .put("date", says.date().toString());
        entries.tell(actor, "certificate.add", says.standard(), detail, NAME, id);
        return new Certificate(id, says, entries.time(), actor);
    }

    static List<Certificate> all(Connection connection) throws SQLException {
        return Statements.list(
                connection,
                "SELECT id, standard, level, date, certifier, comment, evidence, time, actor FROM certificate ORDER BY id",
                CertificateTable::of);
    }

    private static Certificate of(ResultSet row) throws SQLException {
        return new Certificate(
                row.getLong("id"),
                new Certificate.Statement(
                        row.getString("standard"),
                        row.getString("level"),
                        LocalDate.parse(row.getString("date")),
                        row.getString("certifier"),
                        row.getString("comment"),
                        EvidenceJson.read(new JsonArray(row.getString("evidence")))),
                MicroTime.instant(row.getLong("time")),
                row.getString("actor"));
    }
}
