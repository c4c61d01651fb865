package org.citygauge.aggregator.archive.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.citygauge.aggregator.archive.Attachment;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.BackupUnusable;
import org.citygauge.aggregator.journal.Position;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A copy of an archive in one file: an SQLite database like the archive itself. Its table {@code backup} says what it is and carries a
 * digest of all it holds. Everything here blocks.
 */
public final class BackupFile {
    private static final String ARCHIVE = "archive.sqlite";
    private static final String OWN_TABLE = "backup";
    private static final int PART = 4 << 20;

    private BackupFile() {}

    /** Brings the description into a copy that was just made, and the whole to the disk. */
    static Backup seal(Path file, String city, Instant asOf, List<Attachment> attached)
            throws SQLException, IOException {
        Backup backup;
        try (Connection connection = open(file, false)) {
            AttachmentTable.write(connection, attached);
            String digest = ContentDigest.of(connection, content(connection));
            Query.update(connection, "CREATE TABLE backup (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
            Map.of("city", city, "as_of", asOf.toString(), "digest", digest).forEach((name, value) -> {
                try {
                    Query.update(connection, "INSERT INTO backup (name, value) VALUES (?, ?)", name, value);
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            backup = describe(connection, city, asOf, digest);
        }
        sync(file);
        return backup;
    }

    /**
     * Reads all of a backup, and compares it with its digest.
     *
     * @throws BackupUnusable saying what is wrong with it
     */
    public static Backup check(Path file) throws BackupUnusable {
        if (!Files.isRegularFile(file)) {
            throw new BackupUnusable(file, "there is no such file");
        }
        try (Connection connection = open(file, true)) {
            Map<String, String> said = said(file, connection);
            List<String> flaws = Query.list(connection, "PRAGMA integrity_check(3)", row -> row.getString(1));
            if (!flaws.equals(List.of("ok"))) {
                throw new BackupUnusable(file, "it is damaged: " + String.join("; ", flaws));
            }
            String digest = ContentDigest.of(connection, content(connection));
            if (!digest.equals(said.get("digest"))) {
                throw new BackupUnusable(
                        file, "it is damaged: what it holds does not have the digest it had when it was made");
            }
            return describe(
                    connection,
                    said.getOrDefault("city", ""),
                    Instant.parse(said.getOrDefault("as_of", Instant.EPOCH.toString())),
                    digest);
        } catch (SQLException broken) {
            throw new BackupUnusable(file, broken);
        }
    }

    private static Map<String, String> said(Path file, Connection connection) throws SQLException, BackupUnusable {
        if (Table.all(connection).stream().noneMatch(table -> table.name().equals(OWN_TABLE))) {
            throw new BackupUnusable(file, "it is no backup of Citygauge");
        }
        var said = new HashMap<String, String>();
        Query.list(connection, "SELECT name, value FROM backup", row -> said.put(row.getString(1), row.getString(2)));
        return said;
    }

    /**
     * Makes a backup the archive in {@code folder}, and puts the files that went along back into the data folder where it has none; the file itself
     * stays as it is.
     *
     * @param data the data folder that {@code folder} is in
     * @param kept told of files that went along and are there already, and stay
     * @param copied told how many bytes more are copied, now and then
     * @throws FileAlreadyExistsException if there is an archive
     * @throws BackupUnusable saying what is wrong with the backup; nothing has changed then
     */
    public static Backup restore(Path file, Path folder, Path data, LongConsumer copied, Consumer<Path> kept)
            throws BackupUnusable, IOException {
        Path archive = folder.resolve(ARCHIVE);
        for (String name : List.of(ARCHIVE, ARCHIVE + "-wal")) {
            if (Files.exists(folder.resolve(name))) {
                throw new FileAlreadyExistsException(folder.resolve(name).toString());
            }
        }
        Backup backup = check(file);
        Files.createDirectories(folder);
        Path part = folder.resolve(ARCHIVE + ".restoring");
        try {
            copy(file, part, copied);
            try (Connection connection = open(part, false)) {
                for (Path place : AttachmentTable.restore(file, connection, data, kept)) {
                    sync(place);
                }
                Query.update(connection, "DROP TABLE IF EXISTS " + AttachmentTable.NAME);
                Query.update(connection, "DROP TABLE backup");
            }
            sync(part);
            Files.createLink(archive, part); // fails where there is one by now
            sync(folder);
            return backup;
        } catch (SQLException broken) {
            throw new BackupUnusable(file, broken);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copy(Path from, Path to, LongConsumer copied) throws IOException {
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            long at = 0;
            for (long more = PART; more > 0; at += more) {
                more = in.transferTo(at, PART, out);
                copied.accept(more);
            }
        }
    }

    private static Backup describe(Connection connection, String city, Instant asOf, String digest)
            throws SQLException {
        long position = Query.list(
                        connection,
                        "SELECT coalesce(max(cast(value AS INTEGER)), 0) FROM note WHERE name = ?",
                        row -> row.getLong(1),
                        SqliteArchive.POSITION)
                .getFirst();
        return new Backup(city, asOf, new Position(position), BookTable.read(connection), digest);
    }

    private static List<Table> content(Connection connection) throws SQLException {
        return Table.all(connection).stream()
                .filter(table -> !table.name().equals(OWN_TABLE))
                .toList();
    }

    private static Connection open(Path file, boolean readOnly) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.OFF);
            config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        }
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
