package org.citygauge.gateway.ledger;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One check of the whole ledger: the chain, then the rows it tells of, then what is kept by its hash. */
final class AuditCheck {
    private static final int PAGE = 500;
    private static final int MOST = 100;
    private static final List<String> TABLES = List.of(
            FigureTable.NAME,
            EvidenceTable.NAME,
            TokenTable.NAME,
            TokenTable.REVOKED,
            CertificateTable.NAME,
            ClosingBook.NAME,
            ClosingBook.RESULT);

    private final LedgerFile file;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Set<Long>> told = new HashMap<>();
    private Optional<Long> firstWrong = Optional.empty();
    private String hash = Chain.BEGINNING;
    private long seq;

    AuditCheck(LedgerFile file) {
        this.file = file;
    }

    AuditFinding run() {
        for (List<AuditEntry> page = page(); !page.isEmpty(); page = page()) {
            page.forEach(this::entry);
        }
        TABLES.forEach(this::untold);
        evidence();
        closings();
        return new AuditFinding(seq, hash, firstWrong, problems);
    }

    private List<AuditEntry> page() {
        long after = seq;
        return file.read(connection -> AuditLog.page(connection, after, PAGE));
    }

    private void entry(AuditEntry entry) {
        if (entry.seq() != seq + 1) {
            wrong(seq + 1, "entry " + (seq + 1) + " is missing");
        } else if (!entry.previous().equals(hash)) {
            wrong(entry.seq(), name(entry) + " does not follow on the entry before it: one of the two was changed");
        }
        if (!Chain.hash(entry).equals(entry.hash())) {
            wrong(entry.seq(), name(entry) + " was changed: its hash is not that of what it says");
        } else {
            row(entry);
        }
        seq = entry.seq();
        hash = entry.hash();
    }

    private void row(AuditEntry entry) {
        JsonObject detail;
        try {
            detail = new JsonObject(entry.detail());
        } catch (DecodeException unreadable) {
            wrong(entry.seq(), name(entry) + " is no JSON");
            return;
        }
        String table = detail.getString("table", "");
        if (!TABLES.contains(table)) {
            return;
        }
        long row = detail.getLong("row");
        told.computeIfAbsent(table, unseen -> new HashSet<>()).add(row);
        Optional<String> now = file.read(connection -> Chain.hash(connection, table, row));
        if (now.isEmpty()) {
            wrong(entry.seq(), name(entry) + " tells of row " + row + " of " + table + ", which is gone");
        } else if (!now.get().equals(detail.getString("sha256"))) {
            wrong(
                    entry.seq(),
                    name(entry) + " tells of row " + row + " of " + table + ", which says something else now");
        }
    }

    private void untold(String table) {
        List<Long> rows = file.read(connection ->
                Statements.list(connection, "SELECT rowid FROM " + table + " ORDER BY rowid", row -> row.getLong(1)));
        Set<Long> known = told.getOrDefault(table, Set.of());
        rows.stream()
                .filter(row -> !known.contains(row))
                .forEach(row -> problem("row " + row + " of " + table + " is told of by no entry"));
    }

    private void evidence() {
        for (Evidence one : file.read(EvidenceTable::all)) {
            MessageDigest digest = Chain.sha256();
            int place = 0;
            for (Optional<byte[]> piece = piece(one, place); piece.isPresent(); piece = piece(one, ++place)) {
                digest.update(piece.get());
            }
            if (!Chain.hex(digest).equals(one.ref().sha256())) {
                problem("evidence " + one.ref().name() + " (" + one.ref().sha256() + ") was changed");
            }
        }
    }

    private Optional<byte[]> piece(Evidence evidence, int place) {
        return file.read(
                connection -> EvidenceTable.piece(connection, evidence.ref().sha256(), place));
    }

    private void closings() {
        List<Map.Entry<Long, JsonObject>> closings = file.read(connection -> Statements.list(
                connection,
                "SELECT number, parts FROM closing ORDER BY number",
                row -> Map.entry(row.getLong(1), new JsonObject(row.getString(2)))));
        for (Map.Entry<Long, JsonObject> closing : closings) {
            for (String name : closing.getValue().fieldNames()) {
                Optional<byte[]> data = file.read(connection -> Statements.first(
                        connection,
                        "SELECT data FROM closing_part WHERE closing = ? AND name = ?",
                        row -> row.getBytes(1),
                        closing.getKey(),
                        name));
                if (!data.map(ClosingBook::hash)
                        .equals(Optional.of(closing.getValue().getString(name)))) {
                    problem("what closing " + closing.getKey() + " froze as " + name + " was changed");
                }
            }
        }
    }

    private static String name(AuditEntry entry) {
        return "entry " + entry.seq() + " (" + entry.action() + " " + entry.subject() + ", " + entry.actor() + ", "
                + entry.time() + ")";
    }

    private void wrong(long entry, String text) {
        firstWrong = firstWrong.or(() -> Optional.of(entry));
        problem(text);
    }

    private void problem(String text) {
        if (problems.size() < MOST) {
            problems.add(text);
        }
    }
}
