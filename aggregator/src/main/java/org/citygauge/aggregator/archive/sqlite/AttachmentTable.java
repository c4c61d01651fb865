package org.citygauge.aggregator.archive.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.citygauge.aggregator.archive.Attachment;
import org.citygauge.aggregator.archive.BackupUnusable;

/** The files that a backup carries beside the archive, in parts. */
final class AttachmentTable {
    static final String NAME = "attachment";

    private static final int PART = 1 << 20;

    private AttachmentTable() {}

    static void write(Connection connection, List<Attachment> attachments) throws SQLException, IOException {
        Query.update(
                connection,
                "CREATE TABLE attachment (name TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL,"
                        + " PRIMARY KEY (name, part))");
        for (Attachment attachment : attachments) {
            try (InputStream in = Files.newInputStream(attachment.file())) {
                byte[] bytes = in.readNBytes(PART);
                for (int part = 0; part == 0 || bytes.length > 0; part++) {
                    Query.update(
                            connection,
                            "INSERT INTO attachment (name, part, bytes) VALUES (?, ?, ?)",
                            attachment.name(),
                            part,
                            bytes);
                    bytes = in.readNBytes(PART);
                }
            }
        }
    }

    /**
     * Puts the files of a backup into their places; where there is one, that stays, for it is newer.
     *
     * @param kept told of those that stay
     * @return the folders they are in, to be brought to the disk
     */
    static List<Path> restore(Path backup, Connection connection, Path data, Consumer<Path> kept)
            throws SQLException, IOException, BackupUnusable {
        var done = new ArrayList<Path>();
        if (Table.all(connection).stream().noneMatch(table -> table.name().equals(NAME))) {
            return done; // a backup of before there were any
        }
        for (String name : Query.list(connection, "SELECT DISTINCT name FROM attachment", row -> row.getString(1))) {
            if (!Attachment.isName(name)) {
                throw new BackupUnusable(
                        backup, "it holds a file for \"" + name + "\", which is no place in a data folder");
            }
            Path folder = folder(data, name);
            Files.createDirectories(folder);
            Path place = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
            if (Files.exists(place)) {
                kept.accept(place);
            } else {
                restore(connection, name, place);
                done.add(folder);
            }
        }
        return done;
    }

    private static Path folder(Path data, String name) {
        int end = name.lastIndexOf('/');
        return end < 0 ? data : data.resolve(name.substring(0, end));
    }

    private static void restore(Connection connection, String name, Path place) throws SQLException, IOException {
        Path part = place.resolveSibling(place.getFileName() + ".restoring");
        try {
            try (FileChannel out = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (int number : Query.list(
                        connection,
                        "SELECT part FROM attachment WHERE name = ? ORDER BY part",
                        row -> row.getInt(1),
                        name)) {
                    out.write(ByteBuffer.wrap(Query.list(
                                    connection,
                                    "SELECT bytes FROM attachment WHERE name = ? AND part = ?",
                                    row -> row.getBytes(1),
                                    name,
                                    number)
                            .getFirst()));
                }
                out.force(true);
            }
            Files.createLink(place, part); // fails where there is one by now
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
