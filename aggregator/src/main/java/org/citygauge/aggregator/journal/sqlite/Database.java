package org.citygauge.aggregator.journal.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What all connections to a file of the journal have in common, and the schema of a file. */
final class Database {
    /** Kept in {@code user_version}; 0 is a file whose making was never finished. */
    static final long FORMAT = 1;

    /** Large, as rows are: the write-ahead log takes two system calls a page. In small files they would waste too much. */
    private static final int PAGE = 16_384;

    /** What was written cannot be got back from the medium. */
    private static final Set<SQLiteErrorCode> LOST = EnumSet.of(
            SQLiteErrorCode.SQLITE_IOERR_READ,
            SQLiteErrorCode.SQLITE_IOERR_SHORT_READ,
            SQLiteErrorCode.SQLITE_IOERR_CORRUPTFS,
            SQLiteErrorCode.SQLITE_IOERR_DATA);

    private static final int SMALL_PAGE = 4_096;
    private static final long SMALL_FILE = 8 << 20;

    private Database() {}

    static Connection open(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setGetGeneratedKeys(false); // nobody asks for them, and finding out takes a regular expression an insert
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            execute(connection, "PRAGMA busy_timeout = 10000", "PRAGMA synchronous = FULL");
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /**
     * @param first the position of the first message the file will hold
     * @param fileBytes how large the file may grow
     */
    static void create(Connection connection, long first, long fileBytes) throws SQLException {
        execute(
                connection,
                "PRAGMA page_size = " + (hasSmallPages(fileBytes) ? SMALL_PAGE : PAGE),
                "PRAGMA journal_mode = WAL",
                "BEGIN IMMEDIATE",
                "CREATE TABLE IF NOT EXISTS journal (first INTEGER NOT NULL) STRICT",
                "DELETE FROM journal",
                "INSERT INTO journal VALUES (" + first + ")",
                """
                CREATE TABLE IF NOT EXISTS batch (
                    last INTEGER PRIMARY KEY,
                    count INTEGER NOT NULL,
                    receipt_micros INTEGER NOT NULL,
                    checksum INTEGER NOT NULL,
                    sources BLOB NOT NULL,
                    body BLOB NOT NULL
                ) STRICT""",
                "PRAGMA user_version = " + FORMAT,
                "COMMIT");
    }

    static boolean hasSmallPages(long fileBytes) {
        return fileBytes < SMALL_FILE;
    }

    /** Lets the write-ahead log grow to about {@code bytes} before it is worked into the file. */
    static void checkpointEvery(Connection connection, long bytes) throws SQLException {
        execute(
                connection,
                "PRAGMA wal_autocheckpoint = " + Math.max(16, bytes / number(connection, "PRAGMA page_size")));
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The number a query answers with; 0 for none. */
    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /** Whether the file itself is damaged, as opposed to a disk that refuses. */
    static boolean isDamage(SQLException failure) {
        int code = primaryCode(failure);
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /**
     * Whether reading again would not help either. What may pass, such as too many open files or a disk without the room that even
     * reading needs, must not cost messages.
     */
    static boolean isUnreadable(SQLException failure) {
        return isDamage(failure)
                || (failure instanceof SQLiteException sqlite && LOST.contains(sqlite.getResultCode()));
    }

    private static int primaryCode(SQLException failure) {
        return failure instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xFF : 0;
    }
}
