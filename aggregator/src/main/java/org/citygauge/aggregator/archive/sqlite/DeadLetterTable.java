package org.citygauge.aggregator.archive.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.archive.Archive.DeadLetterCount;
import org.citygauge.aggregator.archive.NewDeadLetter;
import org.citygauge.aggregator.archive.StoredDeadLetter;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;

/**
 * The tables {@code dead_letter} and {@code dead_message}: letters of one message share one copy of it. Over the cap of bytes the
 * oldest messages go, with all their letters, and are counted.
 */
final class DeadLetterTable {
    private static final String LET_GO = "dead_letters_let_go";
    private static final long PAGE_BYTES = 4 << 20;
    private static final int OVERHEAD = 200; // bytes of a row and its indexes, roughly
    private static final String SELECT =
            "SELECT l.id, l.element, l.reason, l.detail, m.receipt_micros, m.source, m.topic,"
                    + " m.payload, m.cut_length, m.cut_sha256, m.id FROM dead_letter l JOIN dead_message m ON m.id = l.message ";

    private final Connection writer;
    private final long maxBytes;
    private State state;
    private volatile State committed;

    private record State(long bytes, long kept, long letGo) {}

    DeadLetterTable(Connection writer, long maxBytes) throws SQLException {
        this.writer = writer;
        this.maxBytes = maxBytes;
        List<Long> sums = Query.list(
                writer,
                "SELECT (SELECT coalesce(sum(length(payload) + length(topic)), 0) FROM dead_message)"
                        + " + (SELECT coalesce(sum(length(detail)), 0) FROM dead_letter) AS n"
                        + " UNION ALL SELECT count(*) FROM dead_letter"
                        + " UNION ALL SELECT coalesce(max(cast(value AS INTEGER)), 0) FROM note WHERE name = '" + LET_GO
                        + "'",
                row -> row.getLong(1));
        state = new State(sums.get(0) + OVERHEAD * sums.get(1), sums.get(1), sums.get(2));
        committed = state;
    }

    void add(List<NewDeadLetter> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        long before = state.letGo;
        var messages = new IdentityHashMap<Entry, Long>();
        try (PreparedStatement insert = writer.prepareStatement(
                "INSERT INTO dead_letter (message, element, reason, detail) VALUES (?, ?, ?, ?)")) {
            for (NewDeadLetter letter : letters) {
                insert.setLong(1, messageOf(messages, letter.entry()));
                insert.setInt(2, letter.element());
                insert.setString(3, letter.reason());
                insert.setString(4, letter.detail());
                insert.executeUpdate();
                grow(letter.detail().length() + OVERHEAD, 1, letter.letGo());
            }
        }
        makeRoom();
        if (state.letGo != before) {
            Query.update(
                    writer,
                    "INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    LET_GO,
                    Long.toString(state.letGo));
        }
    }

    private long messageOf(Map<Entry, Long> known, Entry entry) throws SQLException {
        Long id = known.get(entry);
        if (id != null) {
            return id;
        }
        Message message = entry.message();
        Message.Cut cut = message.cut();
        try (PreparedStatement insert = writer.prepareStatement(
                "INSERT INTO dead_message (receipt_micros, source, topic, payload, cut_length, cut_sha256)"
                        + " VALUES (?, ?, ?, ?, ?, ?) RETURNING id")) {
            insert.setLong(1, entry.receiptMicros());
            insert.setString(2, message.source());
            insert.setString(3, message.topic());
            insert.setBytes(4, message.payload());
            insert.setObject(5, cut == null ? null : cut.length());
            insert.setString(6, cut == null ? null : cut.sha256());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                long made = row.getLong(1);
                known.put(entry, made);
                grow(message.payload().length + message.topic().length(), 0, 0);
                return made;
            }
        }
    }

    private void grow(long bytes, int letters, int letGo) {
        state = new State(state.bytes + bytes, state.kept + letters, state.letGo + letGo);
    }

    private void makeRoom() throws SQLException {
        while (state.bytes > maxBytes) {
            List<Long> oldest =
                    Query.list(writer, "SELECT id FROM dead_message ORDER BY id LIMIT 100", row -> row.getLong(1));
            if (oldest.isEmpty()) {
                break;
            }
            for (long message : oldest) {
                int letters = drop(message);
                state = new State(state.bytes, state.kept - letters, state.letGo + letters);
                if (state.bytes <= maxBytes) {
                    break;
                }
            }
        }
    }

    private int drop(long message) throws SQLException {
        long bytes = Query.list(
                        writer,
                        "SELECT length(payload) + length(topic) + (SELECT coalesce(sum(length(detail)), 0)"
                                + " FROM dead_letter WHERE message = m.id) FROM dead_message m WHERE id = ?",
                        row -> row.getLong(1),
                        message)
                .getFirst();
        int letters = Query.update(writer, "DELETE FROM dead_letter WHERE message = ?", message);
        Query.update(writer, "DELETE FROM dead_message WHERE id = ?", message);
        state = new State(state.bytes - bytes - (long) OVERHEAD * letters, state.kept, state.letGo);
        return letters;
    }

    void remove(List<Long> letters) throws SQLException {
        for (long letter : letters) {
            List<Long> message = Query.list(
                    writer, "DELETE FROM dead_letter WHERE id = ? RETURNING message", row -> row.getLong(1), letter);
            if (message.isEmpty()) {
                continue;
            }
            state = new State(state.bytes - OVERHEAD, state.kept - 1, state.letGo);
            boolean last = Query.list(
                            writer,
                            "SELECT 1 FROM dead_letter WHERE message = ? LIMIT 1",
                            row -> row.getLong(1),
                            message.getFirst())
                    .isEmpty();
            if (last) {
                drop(message.getFirst());
            }
        }
    }

    void committed() {
        committed = state;
    }

    void undone() {
        state = committed;
    }

    DeadLetterCount count() {
        State now = committed;
        return new DeadLetterCount(now.kept, now.letGo);
    }

    /** The newest below {@code below}: at most {@code limit}, and no more than a few megabytes of payloads, but at least one. */
    static List<StoredDeadLetter> list(Connection reader, Optional<String> reason, long below, int limit)
            throws SQLException {
        String where = reason.isEmpty() ? "WHERE l.id < ?" : "WHERE l.id < ? AND l.reason = ?";
        try (PreparedStatement select =
                reader.prepareStatement(SELECT + where + " ORDER BY l.id DESC LIMIT " + limit)) {
            select.setLong(1, below);
            if (reason.isPresent()) {
                select.setString(2, reason.get());
            }
            try (ResultSet rows = select.executeQuery()) {
                return list(rows);
            }
        }
    }

    private static List<StoredDeadLetter> list(ResultSet rows) throws SQLException {
        var found = new ArrayList<StoredDeadLetter>();
        long message = -1;
        long bytes = 0;
        while (bytes < PAGE_BYTES && rows.next()) {
            boolean same = rows.getLong(11) == message;
            Entry entry = same ? found.getLast().entry() : entry(rows);
            message = rows.getLong(11);
            bytes += same ? 0 : entry.message().payload().length;
            found.add(letter(rows, entry));
        }
        return found;
    }

    static Optional<StoredDeadLetter> find(Connection reader, long id) throws SQLException {
        return Query.list(reader, SELECT + "WHERE l.id = ?", DeadLetterTable::of, id).stream()
                .findFirst();
    }

    private static StoredDeadLetter of(ResultSet row) throws SQLException {
        return letter(row, entry(row));
    }

    private static StoredDeadLetter letter(ResultSet row, Entry entry) throws SQLException {
        return new StoredDeadLetter(row.getLong(1), entry, row.getInt(2), row.getString(3), row.getString(4));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        String sha256 = row.getString(10);
        Message.Cut cut = sha256 == null ? null : new Message.Cut(row.getLong(9), sha256);
        return new Entry(new Message(row.getString(6), row.getString(7), row.getBytes(8), cut), row.getLong(5));
    }
}
