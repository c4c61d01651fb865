package org.citygauge.aggregator.archive.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.citygauge.aggregator.archive.Stretch;
import org.citygauge.aggregator.journal.Position;

/** The table {@code past}. */
final class PastTable {
    private PastTable() {}

    /** The caller commits. */
    static void add(Connection writer, String follower, Map<Integer, Stretch> told, Position position)
            throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = writer.prepareStatement(
                "INSERT INTO past (follower, series, from_micros, to_micros, position) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (follower, series) DO UPDATE SET"
                        + " from_micros = min(from_micros, excluded.from_micros),"
                        + " to_micros = max(to_micros, excluded.to_micros), position = excluded.position")) {
            for (Map.Entry<Integer, Stretch> entry : told.entrySet()) {
                upsert.setString(1, follower);
                upsert.setInt(2, entry.getKey());
                upsert.setLong(3, entry.getValue().from());
                upsert.setLong(4, entry.getValue().to());
                upsert.setLong(5, position.value());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    static Map<Integer, Stretch> read(Connection reader, String follower) throws SQLException {
        var told = new HashMap<Integer, Stretch>();
        Query.list(
                reader,
                "SELECT series, from_micros, to_micros FROM past WHERE follower = ?",
                row -> told.put(row.getInt(1), new Stretch(row.getLong(2), row.getLong(3))),
                follower);
        return told;
    }

    /** The caller commits. */
    static void done(Connection writer, String follower, Position upTo) throws SQLException {
        Query.update(writer, "DELETE FROM past WHERE follower = ? AND position <= ?", follower, upTo.value());
    }
}
