package org.citygauge.aggregator.archive.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Copies an archive that is being written. Rows are copied a few at a time, each time in a short transaction; triggers of the writer's
 * connection note what changes meanwhile, and that is copied again, until so little is left that the writer can wait for it. So
 * the copy is what the archive was at one commit, and no transaction keeps the write-ahead log from being reset.
 */
final class ArchiveCopy implements AutoCloseable {
    /** Sums that can be made again, and are large. */
    private static final List<String> LEFT_OUT = List.of("fold", "late");

    private static final int FEW = 500;
    private static final int ROUNDS = 20;
    private static final int IDS_A_STEP = 200;
    private static final long STEP_NANOS = 100_000_000L;
    private static final int MOST_ROWS = 50_000;

    private final Connection writer;
    private final Object writing;
    private final Connection copier;
    private final List<Table> tables;
    private final Runnable between;
    private int rows = 16;

    /**
     * @param writing held by whoever uses {@code writer}
     * @param copier a connection of our own to the same archive
     * @param between run after each step; what it throws ends the copy
     */
    ArchiveCopy(Connection writer, Object writing, Connection copier, Runnable between) throws SQLException {
        this.writer = writer;
        this.writing = writing;
        this.copier = copier;
        this.between = between;
        tables = Table.all(copier).stream()
                .filter(table -> !LEFT_OUT.contains(table.name()))
                .toList();
    }

    /** @return when the commit that was copied was the last one, by {@code clock} */
    Instant into(Path file, InstantSource clock) throws SQLException {
        begin(file);
        watch();
        for (Table table : withRowid()) {
            copyAll(table);
        }
        Map<Integer, List<Long>> touched = touched();
        for (int round = 0; round < ROUNDS && count(touched) > FEW; round++) {
            copyAgain(touched, true);
            touched = touched();
        }
        copyAgain(touched, true);
        Instant asOf;
        synchronized (writing) {
            copyAgain(touched(), false);
            copyWhole();
            asOf = clock.instant();
        }
        for (String index : schema("index")) {
            Query.update(copier, index.replaceFirst("(?i)INDEX ", "INDEX copy."));
        }
        return asOf;
    }

    private static int count(Map<Integer, List<Long>> touched) {
        return touched.values().stream().mapToInt(List::size).sum();
    }

    private List<Table> withRowid() {
        return tables.stream().filter(Table::hasRowid).toList();
    }

    private void begin(Path file) throws SQLException {
        Query.update(copier, "ATTACH ? AS copy", file.toString());
        Query.update(copier, "PRAGMA copy.synchronous = OFF"); // who asked for it syncs the whole file
        Query.list(copier, "PRAGMA copy.journal_mode = OFF", row -> row.getString(1));
        for (String table : schema("table")) {
            Query.update(copier, table.replaceFirst("(?i)TABLE ", "TABLE copy."));
        }
    }

    private List<String> schema(String type) throws SQLException {
        return Query.list(
                copier,
                "SELECT sql FROM main.sqlite_schema WHERE type = ? AND sql IS NOT NULL"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                row -> row.getString(1),
                type);
    }

    private void watch() throws SQLException {
        synchronized (writing) {
            Query.update(
                    writer,
                    "CREATE TEMP TABLE touched (place INTEGER, id INTEGER, PRIMARY KEY (place, id)) WITHOUT ROWID");
            for (Table table : withRowid()) {
                trigger(table, "INSERT", "new");
                trigger(table, "UPDATE", "new");
                trigger(table, "UPDATE", "old");
                trigger(table, "DELETE", "old");
            }
        }
    }

    private void trigger(Table table, String event, String row) throws SQLException {
        Query.update(
                writer,
                "CREATE TEMP TRIGGER touched_" + tables.indexOf(table) + "_" + event + "_" + row + " AFTER " + event
                        + " ON main." + table.quoted() + " BEGIN INSERT OR IGNORE INTO touched VALUES ("
                        + tables.indexOf(table) + ", " + row + ".rowid); END");
    }

    /** What changed since the last call, by the place of the table. */
    private Map<Integer, List<Long>> touched() throws SQLException {
        record Touched(int place, long id) {}
        synchronized (writing) {
            return Query.list(
                            writer,
                            "DELETE FROM temp.touched RETURNING place, id",
                            row -> new Touched(row.getInt(1), row.getLong(2)))
                    .stream()
                    .collect(Collectors.groupingBy(
                            Touched::place, TreeMap::new, Collectors.mapping(Touched::id, Collectors.toList())));
        }
    }

    /** Up to the row that is the last one now: what comes later is noted. */
    private void copyAll(Table table) throws SQLException {
        String insert = "INSERT INTO copy." + table.quoted() + " (" + table.list() + ") SELECT " + table.list()
                + " FROM main." + table.quoted() + " WHERE rowid > ? AND rowid <= ?";
        long end = Query.list(
                        copier,
                        "SELECT coalesce(max(rowid), " + Long.MIN_VALUE + ") FROM main." + table.quoted(),
                        row -> row.getLong(1))
                .getFirst();
        long done = Long.MIN_VALUE;
        while (done < end) {
            long begun = System.nanoTime();
            List<Long> upTo = Query.list(
                    copier,
                    "SELECT max(id) FROM (SELECT rowid AS id FROM main." + table.quoted()
                            + " WHERE rowid > ? ORDER BY rowid LIMIT ?) HAVING count(*) > 0",
                    row -> row.getLong(1),
                    done,
                    rows);
            if (upTo.isEmpty()) {
                return;
            }
            Query.update(copier, insert, done, upTo.getFirst());
            done = upTo.getFirst();
            adapt(System.nanoTime() - begun);
            between.run();
        }
    }

    private void adapt(long took) {
        rows = took > STEP_NANOS ? Math.max(1, rows / 2) : took < STEP_NANOS / 2 ? Math.min(MOST_ROWS, rows * 2) : rows;
    }

    private void copyAgain(Map<Integer, List<Long>> touched, boolean pausing) throws SQLException {
        for (Map.Entry<Integer, List<Long>> entry : touched.entrySet()) {
            Table table = tables.get(entry.getKey());
            String those = " WHERE rowid IN (SELECT value FROM json_each(?))";
            for (int from = 0; from < entry.getValue().size(); from += IDS_A_STEP) {
                String ids = entry.getValue()
                        .subList(from, Math.min(entry.getValue().size(), from + IDS_A_STEP))
                        .toString();
                Query.update(copier, "DELETE FROM copy." + table.quoted() + those, ids);
                Query.update(
                        copier,
                        "INSERT INTO copy." + table.quoted() + " (" + table.list() + ") SELECT " + table.list()
                                + " FROM main." + table.quoted() + those,
                        ids);
                if (pausing) {
                    between.run();
                }
            }
        }
    }

    /** The tables whose rows have no numbers; they are small. And how far numbers were given. */
    private void copyWhole() throws SQLException {
        for (Table table : tables) {
            if (!table.hasRowid()) {
                Query.update(
                        copier,
                        "INSERT INTO copy." + table.quoted() + " (" + table.list() + ") SELECT " + table.list()
                                + " FROM main." + table.quoted());
            }
        }
        Query.update(copier, "DELETE FROM copy.sqlite_sequence");
        Query.update(copier, "INSERT INTO copy.sqlite_sequence (name, seq) SELECT name, seq FROM main.sqlite_sequence");
    }

    /** The writer is watched no more. */
    @Override
    public void close() throws SQLException {
        synchronized (writing) {
            for (String trigger : Query.list(
                    writer, "SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'", row -> row.getString(1))) {
                Query.update(writer, "DROP TRIGGER temp." + trigger);
            }
            Query.update(writer, "DROP TABLE IF EXISTS temp.touched");
        }
    }
}
