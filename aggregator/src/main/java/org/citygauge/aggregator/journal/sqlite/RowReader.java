package org.citygauge.aggregator.journal.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads rows of a file; each read is a transaction of its own, so that the write-ahead log can shrink. */
final class RowReader implements AutoCloseable {
    private static final byte[] UNREADABLE = {};

    private final Connection connection;
    private final PreparedStatement next;
    private final PreparedStatement content;

    private RowReader(Connection connection) throws SQLException {
        this.connection = connection;
        next = connection.prepareStatement(
                "SELECT last, count, receipt_micros, checksum FROM batch WHERE last > ? ORDER BY last LIMIT 1");
        content = connection.prepareStatement("SELECT sources, body FROM batch WHERE last = ?");
    }

    static RowReader open(Path file) throws SQLException {
        Connection connection = Database.open(file);
        try {
            Database.execute(connection, "PRAGMA query_only = 1");
            return new RowReader(connection);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** The row that holds the message after {@code position}, or the next there is; not yet checked. */
    Optional<Row> after(long position) throws SQLException {
        next.setLong(1, position);
        Row head;
        try (ResultSet result = next.executeQuery()) {
            if (!result.next()) {
                return Optional.empty();
            }
            head = new Row(
                    result.getLong(1), result.getInt(2), result.getLong(3), UNREADABLE, UNREADABLE, result.getInt(4));
        }
        return Optional.of(withContent(head));
    }

    private Row withContent(Row head) throws SQLException {
        content.setLong(1, head.last());
        try (ResultSet result = content.executeQuery()) {
            return result.next()
                    ? new Row(
                            head.last(),
                            head.count(),
                            head.receiptMicros(),
                            result.getBytes(1),
                            result.getBytes(2),
                            head.checksum())
                    : head;
        } catch (SQLException failed) {
            if (Database.isUnreadable(failed)) {
                return head; // its checksum tells
            }
            throw failed;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
