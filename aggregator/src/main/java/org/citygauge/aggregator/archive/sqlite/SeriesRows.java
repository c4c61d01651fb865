package org.citygauge.aggregator.archive.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.citygauge.aggregator.archive.Commit.Cover;
import org.citygauge.aggregator.archive.SeriesRow;
import org.citygauge.aggregator.reading.SeriesKey;

/** The table {@code series}. */
final class SeriesRows {
    private static final int ROWS_A_QUERY = 10_000;

    private SeriesRows() {}

    /** Some of the rows from the number {@code first} on, in order; empty behind the last. */
    static List<SeriesRow> page(Connection reader, int first) throws SQLException {
        return Query.list(
                reader,
                "SELECT id, sensor, quantity, first_micros, last_micros, generation FROM series WHERE id >= ?"
                        + " ORDER BY id LIMIT ?",
                SeriesRows::of,
                first,
                ROWS_A_QUERY);
    }

    private static SeriesRow of(ResultSet row) throws SQLException {
        long first = row.getLong(4);
        boolean none = row.wasNull();
        return new SeriesRow(
                row.getInt(1),
                new SeriesKey(row.getString(2), row.getString(3)),
                row.getInt(6),
                none ? Long.MAX_VALUE : first,
                none ? Long.MIN_VALUE : row.getLong(5));
    }

    static void insert(Connection writer, List<SeriesRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (var insert = writer.prepareStatement(
                "INSERT OR IGNORE INTO series (id, sensor, quantity, generation) VALUES (?, ?, ?, ?)")) {
            for (SeriesRow row : rows) {
                insert.setInt(1, row.id());
                insert.setString(2, row.key().sensor());
                insert.setString(3, row.key().quantity());
                insert.setInt(4, row.generation());
                insert.executeUpdate();
            }
        }
    }

    static void cover(Connection writer, List<Cover> covers) throws SQLException {
        try (var update = writer.prepareStatement("UPDATE series SET first_micros = ?, last_micros = ? WHERE id = ?")) {
            for (Cover cover : covers) {
                update.setLong(1, cover.firstMicros());
                update.setLong(2, cover.lastMicros());
                update.setInt(3, cover.series());
                update.executeUpdate();
            }
        }
    }
}
