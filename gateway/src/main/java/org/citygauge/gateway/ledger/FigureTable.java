package org.citygauge.gateway.ledger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.indicators.measure.MeasureId;

/** The table {@code figure_version}. */
final class FigureTable {
    static final String NAME = "figure_version";
    private static final String SELECT =
            "SELECT version, measure, year, state, time, actor, reason, value, unit, year_of_data,"
                    + " organisation, document, address, method, comment, not_available, as_of, evidence FROM figure_version ";

    private FigureTable() {}

    /** What somebody does to a figure. */
    record Step(FigureKey key, FigureState state, Content content, String actor, String reason) {}

    static FigureVersion insert(Entries entries, String action, Step step) throws SQLException {
        Content content = step.content();
        long version = Statements.insert(
                entries.connection(),
                "INSERT INTO figure_version (measure, year, state, time, actor, reason, value, unit, year_of_data,"
                        + " organisation, document, address, method, comment, not_available, as_of, evidence, audit)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                step.key().measure().value(),
                step.key().year(),
                step.state().code(),
                entries.micros(),
                step.actor(),
                step.reason(),
                content.value().map(BigDecimal::toString).orElse(null),
                content.unit(),
                content.yearOfData(),
                content.source().organisation(),
                content.source().document(),
                content.source().address(),
                content.method(),
                content.comment(),
                content.notAvailableBecause().orElse(null),
                content.asOf().map(LocalDate::toString).orElse(null),
                EvidenceJson.of(content.evidence()).encode(),
                entries.next());
        entries.tell(step.actor(), action, step.key().toString(), detail(version, step), NAME, version);
        return new FigureVersion(
                version,
                step.key().measure(),
                step.key().year(),
                content,
                step.state(),
                entries.time(),
                step.actor(),
                step.reason());
    }

    private static JsonObject detail(long version, Step step) {
        var detail = new JsonObject()
                .put("version", version)
                .put("state", step.state().code());
        step.content().value().ifPresent(value -> detail.put("value", value.toString()));
        step.content().notAvailableBecause().ifPresent(reason -> detail.put("notAvailableBecause", reason));
        if (!step.reason().isEmpty()) {
            detail.put("reason", step.reason());
        }
        return detail;
    }

    static List<FigureVersion> ofKey(Connection connection, FigureKey key) throws SQLException {
        return Statements.list(
                connection,
                SELECT + "WHERE measure = ? AND year = ? ORDER BY version",
                FigureTable::of,
                key.measure().value(),
                key.year());
    }

    static List<FigureVersion> upTo(Connection connection, Optional<Instant> asOf) throws SQLException {
        return Statements.list(
                connection,
                SELECT + "WHERE time <= ? ORDER BY version",
                FigureTable::of,
                asOf.map(MicroTime::of).orElse(Long.MAX_VALUE));
    }

    private static FigureVersion of(ResultSet row) throws SQLException {
        return new FigureVersion(
                row.getLong("version"),
                new MeasureId(row.getString("measure")),
                row.getInt("year"),
                content(row),
                FigureState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                MicroTime.instant(row.getLong("time")),
                row.getString("actor"),
                row.getString("reason"));
    }

    private static Content content(ResultSet row) throws SQLException {
        return new Content(
                Optional.ofNullable(row.getString("value")).map(BigDecimal::new),
                row.getString("unit"),
                row.getInt("year_of_data"),
                new Source(row.getString("organisation"), row.getString("document"), row.getString("address")),
                row.getString("method"),
                row.getString("comment"),
                Optional.ofNullable(row.getString("not_available")),
                Optional.ofNullable(row.getString("as_of")).map(LocalDate::parse),
                EvidenceJson.read(new JsonArray(row.getString("evidence"))));
    }
}
