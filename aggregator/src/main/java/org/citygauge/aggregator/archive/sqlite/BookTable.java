package org.citygauge.aggregator.archive.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.citygauge.aggregator.archive.BookItem;

/** The table {@code books}. */
final class BookTable {
    private BookTable() {}

    static Map<BookItem, Long> read(Connection connection) throws SQLException {
        var books = new HashMap<BookItem, Long>();
        Query.list(
                        connection,
                        "SELECT source, kind, reason, count FROM books",
                        row -> Map.entry(
                                new BookItem(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4)))
                .forEach(line -> books.put(line.getKey(), line.getValue()));
        return books;
    }

    static void write(Connection connection, Map<BookItem, Long> books) throws SQLException {
        for (Map.Entry<BookItem, Long> line : books.entrySet()) {
            BookItem item = line.getKey();
            Query.update(
                    connection,
                    "INSERT INTO books (source, kind, reason, count) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (source, kind, reason) DO UPDATE SET count = excluded.count",
                    item.source(),
                    item.kind(),
                    item.reason(),
                    line.getValue());
        }
    }
}
