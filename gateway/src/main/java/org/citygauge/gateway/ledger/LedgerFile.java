package org.citygauge.gateway.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The ledger's SQLite file: write-ahead log, synced at each commit. One connection writes, another reads; no read holds its
 * transaction longer than one query. Another process may have the file open too. Blocks.
 */
final class LedgerFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);
    private static final String NAME = "ledger.sqlite";

    private final Path file;
    private final InstantSource clock;
    private final Connection writer;
    private final Connection reader;
    private final Object writing = new Object();
    private final Object reading = new Object();

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<S, T> {
        T with(S subject) throws SQLException;
    }

    private LedgerFile(Path file, InstantSource clock, SQLiteDataSource source) throws SQLException {
        this.file = file;
        this.clock = clock;
        writer = source.getConnection();
        reader = source.getConnection();
    }

    /** Where the ledger of a folder is. */
    static Path in(Path folder) {
        return folder.resolve(NAME);
    }

    static LedgerFile open(Path folder, InstantSource clock) {
        try {
            Files.createDirectories(folder);
            Path file = in(folder);
            SQLiteDataSource source = source(file);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:org/citygauge/gateway/ledger")
                    .load()
                    .migrate();
            return new LedgerFile(file, clock, source);
        } catch (IOException unusable) {
            throw new UncheckedIOException("the folder " + folder + " cannot be made or used", unusable);
        } catch (SQLException | FlywayException unusable) {
            throw new LedgerUnavailable(
                    "the ledger in " + folder + " cannot be opened: " + unusable.getMessage(), unusable);
        }
    }

    static SQLiteDataSource source(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.enforceForeignKeys(true);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    Path path() {
        return file;
    }

    /** All of it, or nothing: whatever {@code work} throws takes back what it wrote. */
    <T> T write(Work<Entries, T> work) {
        synchronized (writing) {
            try {
                Statements.update(writer, "BEGIN IMMEDIATE");
                T result = work.with(new Entries(writer, clock));
                Statements.update(writer, "COMMIT");
                return result;
            } catch (SQLException failed) {
                undo();
                throw new LedgerUnavailable(
                        "the ledger " + file + " cannot be written: " + failed.getMessage(), failed);
            } catch (RuntimeException refused) {
                undo();
                throw refused;
            }
        }
    }

    private void undo() {
        try {
            Statements.update(writer, "ROLLBACK");
        } catch (SQLException done) {
            // A full disk makes SQLite roll back by itself; were the transaction still open, the next one would say so.
            LOG.debug("nothing to roll back: {}", done.getMessage());
        }
    }

    <T> T read(Work<Connection, T> work) {
        synchronized (reading) {
            try {
                return work.with(reader);
            } catch (SQLException failed) {
                throw new LedgerUnavailable("the ledger " + file + " cannot be read: " + failed.getMessage(), failed);
            }
        }
    }

    /** Copies everything as it is at one commit into a file that must not exist. Nobody waits for it. */
    void copyTo(Path copy) {
        try (Connection copier = source(file).getConnection()) {
            Statements.update(copier, "VACUUM INTO ?", copy.toString());
        } catch (SQLException failed) {
            throw new LedgerUnavailable(
                    "the ledger " + file + " cannot be copied to " + copy + ": " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        synchronized (writing) {
            synchronized (reading) {
                try (writer;
                        reader) {
                    LOG.debug("the ledger {} is closed", file);
                } catch (SQLException failed) {
                    throw new LedgerUnavailable("the ledger " + file + " was not closed well", failed);
                }
            }
        }
    }
}
