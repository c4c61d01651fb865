package org.citygauge.aggregator.archive.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.citygauge.aggregator.journal.Position;

/**
 * The tables {@code fold} and {@code late}. Pages are written under a new generation, one by one; a note makes that the one that
 * counts, and with it goes the place in the journal.
 */
final class FoldTable {
    private static final String GENERATION = "fold_generation";
    private static final String UP_TO = "fold_position";
    private static final String NOTE = "SELECT value FROM note WHERE name = ?";
    private static final String PUT_NOTE =
            "INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private FoldTable() {}

    static void late(Connection writer, Map<Integer, Long> late, Position position) throws SQLException {
        if (late.isEmpty()) {
            return;
        }
        try (var upsert = writer.prepareStatement("INSERT INTO late (series, from_micros, position) VALUES (?, ?, ?) "
                + "ON CONFLICT (series) DO UPDATE SET from_micros = min(from_micros, excluded.from_micros), "
                + "position = excluded.position")) {
            for (Map.Entry<Integer, Long> entry : late.entrySet()) {
                upsert.setInt(1, entry.getKey());
                upsert.setLong(2, entry.getValue());
                upsert.setLong(3, position.value());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    static long generation(Connection connection) throws SQLException {
        return note(connection, GENERATION);
    }

    private static long note(Connection connection, String name) throws SQLException {
        List<String> found = Query.list(connection, NOTE, row -> row.getString(1), name);
        return found.isEmpty() ? 0 : Long.parseLong(found.getFirst());
    }

    /** What an earlier attempt left behind goes. */
    static void clear(Connection writer, long generation) throws SQLException {
        Query.update(writer, "DELETE FROM fold WHERE generation <> ?", generation);
    }

    static void put(Connection writer, long generation, int page, byte[] data) throws SQLException {
        Query.update(writer, "INSERT INTO fold (generation, page, data) VALUES (?, ?, ?)", generation, page, data);
    }

    /** The caller commits. */
    static void use(Connection writer, long generation, Position upTo) throws SQLException {
        Query.update(writer, PUT_NOTE, GENERATION, Long.toString(generation));
        Query.update(writer, PUT_NOTE, UP_TO, Long.toString(upTo.value()));
        Query.update(writer, "DELETE FROM late WHERE position <= ?", upTo.value());
        Query.update(writer, "DELETE FROM fold WHERE generation <> ?", generation);
    }

    static Map<Integer, Long> lateSince(Connection reader) throws SQLException {
        var late = new HashMap<Integer, Long>();
        Query.list(
                reader,
                "SELECT series, from_micros FROM late WHERE position > ?",
                row -> late.put(row.getInt(1), row.getLong(2)),
                note(reader, UP_TO));
        return late;
    }

    /** A page; empty behind the last. */
    static List<byte[]> page(Connection reader, long generation, int page) throws SQLException {
        return Query.list(
                reader,
                "SELECT data FROM fold WHERE generation = ? AND page = ?",
                row -> row.getBytes(1),
                generation,
                page);
    }
}
