package org.citygauge.aggregator.journal.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends rows to the newest file; each is a transaction of its own, safe when {@link #insert} returns. */
final class RowWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

    private final Path file;
    private final Path writeAheadLog;
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement pages;
    private final long pageSize;

    private RowWriter(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        writeAheadLog = JournalFile.beside(file, "-wal");
        insert = connection.prepareStatement("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)");
        pages = connection.prepareStatement("PRAGMA page_count");
        pageSize = Database.number(connection, "PRAGMA page_size");
    }

    /** Makes the file if it is not there. */
    static RowWriter create(Path file, long first, long fileBytes) throws SQLException {
        Connection connection = Database.open(file);
        try {
            Database.create(connection, first, fileBytes);
            return writing(file, connection, fileBytes);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Goes on after {@code last}; what a failed commit may have left behind it was never acknowledged and goes. */
    static RowWriter resume(Path file, long last, long fileBytes) throws SQLException {
        Connection connection = Database.open(file);
        try {
            Database.execute(connection, "DELETE FROM batch WHERE last > " + last);
            return writing(file, connection, fileBytes);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    private static RowWriter writing(Path file, Connection connection, long fileBytes) throws SQLException {
        Database.checkpointEvery(connection, Math.min(8 << 20, fileBytes / 8));
        return new RowWriter(file, connection);
    }

    void insert(Row row) throws SQLException {
        insert.setLong(1, row.last());
        insert.setInt(2, row.count());
        insert.setLong(3, row.receiptMicros());
        insert.setInt(4, row.checksum());
        insert.setBytes(5, row.sources());
        insert.setBytes(6, row.body());
        insert.executeUpdate();
    }

    /** The size of the file, once its write-ahead log is worked in. */
    long contentBytes() throws SQLException {
        try (ResultSet result = pages.executeQuery()) {
            return result.getLong(1) * pageSize;
        }
    }

    long writeAheadLogBytes() throws IOException {
        return Files.exists(writeAheadLog) ? Files.size(writeAheadLog) : 0;
    }

    @Override
    public void close() {
        try (connection) {
            Database.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException notNow) {
            LOG.warn("{} could not be tidied; what was acknowledged is safe in {}", file, writeAheadLog, notNow);
        }
    }
}
