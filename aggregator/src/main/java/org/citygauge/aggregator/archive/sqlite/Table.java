package org.citygauge.aggregator.archive.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of a database, whatever it is for.
 *
 * @param hasRowid false where the rows have no number
 * @param key the columns of the primary key, in its order; empty where there is none
 */
record Table(String name, List<String> columns, List<String> key, boolean hasRowid, boolean rowidIsColumn) {
    /** All tables but those of SQLite itself, by name. */
    static List<Table> all(Connection connection) throws SQLException {
        List<String> names = Query.list(
                connection,
                "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                        + " ORDER BY name",
                row -> row.getString(1));
        var tables = new java.util.ArrayList<Table>();
        for (String name : names) {
            tables.add(of(connection, name));
        }
        return tables;
    }

    private record Column(String name, String type, int placeInKey) {}

    private static Table of(Connection connection, String name) throws SQLException {
        List<Column> columns = Query.list(
                connection,
                "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid",
                row -> new Column(row.getString(1), row.getString(2), row.getInt(3)),
                name);
        boolean hasRowid = Query.list(
                                connection,
                                "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?",
                                row -> row.getInt(1),
                                name)
                        .getFirst()
                == 0;
        List<Column> key = columns.stream()
                .filter(column -> column.placeInKey() > 0)
                .sorted(java.util.Comparator.comparingInt(Column::placeInKey))
                .toList();
        return new Table(
                name,
                columns.stream().map(Column::name).toList(),
                key.stream().map(Column::name).toList(),
                hasRowid,
                hasRowid && key.size() == 1 && key.getFirst().type().equalsIgnoreCase("INTEGER"));
    }

    /** All columns as SQL wants them, the number of the row included. */
    String list() {
        return (hasRowid && !rowidIsColumn ? "rowid, " : "") + columnList();
    }

    String columnList() {
        return columns.stream().map(Table::quoted).collect(Collectors.joining(", "));
    }

    /** What its rows can be ordered by, the same in every copy. */
    String order() {
        return hasRowid ? "rowid" : key.stream().map(Table::quoted).collect(Collectors.joining(", "));
    }

    String quoted() {
        return quoted(name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
