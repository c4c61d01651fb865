package org.citygauge.aggregator.journal.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a journal: {@code journal-000001.sqlite}, {@code journal-000002.sqlite} and so on. */
final class Folder {
    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);
    private static final Pattern NAME = Pattern.compile("journal-([0-9]{6,9})\\.sqlite");

    private Folder() {}

    /**
     * What a file says of itself.
     *
     * @param damage why it says nothing
     */
    private record Found(
            int number,
            Path path,
            long first,
            long last,
            long lastReceipt,
            @Nullable SQLException damage) {}

    static Path file(Path folder, int number) {
        return folder.resolve("journal-%06d.sqlite".formatted(number));
    }

    /**
     * The files there are, in order. One that cannot be read stands for the messages that are missing between its neighbours, so
     * that reading them reports them gone.
     */
    static List<JournalFile> files(Path folder) throws IOException {
        var found = new ArrayList<Found>();
        for (Path path : paths(folder)) {
            found.add(inspect(path));
        }
        var files = new ArrayList<JournalFile>();
        long end = 0;
        long receipt = 0;
        for (int i = 0; i < found.size(); i++) {
            Found one = found.get(i);
            long limit = i + 1 < found.size() && found.get(i + 1).damage() == null
                    ? found.get(i + 1).first() - 1
                    : Long.MAX_VALUE;
            JournalFile file = one.damage() == null
                    ? new JournalFile(
                            one.number(),
                            one.path(),
                            one.first(),
                            Math.min(one.last(), limit),
                            one.last() < one.first() ? receipt : one.lastReceipt())
                    : damaged(one, end, limit, receipt);
            files.add(file);
            end = Math.max(end, file.last());
            receipt = file.lastReceipt();
        }
        return files;
    }

    private static JournalFile damaged(Found file, long end, long limit, long receipt) {
        long last = limit == Long.MAX_VALUE ? end : limit;
        String gone = limit == Long.MAX_VALUE ? "an unknown number of" : Long.toString(last - end);
        LOG.error(
                "{} cannot be read; {} messages after message {} are gone unless it is mended",
                file.path(),
                gone,
                end,
                file.damage());
        return new JournalFile(file.number(), file.path(), end + 1, last, receipt);
    }

    private static List<Path> paths(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(Folder::number))
                    .toList();
        }
    }

    private static int number(Path path) {
        var matcher = NAME.matcher(path.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(path + " is no file of the journal");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static Found inspect(Path path) throws IOException {
        try (Connection connection = Database.open(path)) {
            long format = Database.number(connection, "PRAGMA user_version");
            if (format > Database.FORMAT) {
                throw new IOException(path + " was written by a newer version of Citygauge (format " + format + ")");
            }
            if (format == 0) {
                return broken(path, new SQLException("it holds no journal"));
            }
            long first = Database.number(connection, "SELECT first FROM journal");
            long last = Database.number(connection, "SELECT max(last) FROM batch");
            long receipt = Database.number(
                    connection, "SELECT receipt_micros FROM batch WHERE last = (SELECT max(last) FROM batch)");
            return new Found(number(path), path, first, Math.max(last, first - 1), receipt, null);
        } catch (SQLException failed) {
            if (Database.isUnreadable(failed)) {
                return broken(path, failed);
            }
            throw new IOException(
                    path + " cannot be opened: make room on its disk, make it readable and writable, or move it away ("
                            + failed.getMessage() + ")",
                    failed);
        }
    }

    private static Found broken(Path path, SQLException why) {
        return new Found(number(path), path, 0, 0, 0, why);
    }
}
