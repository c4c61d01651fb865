package org.citygauge.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The hashes of the audit log, all SHA-256 in hexadecimal. What is hashed is a row of fields, each written as its length in bytes, a
 * colon, its UTF-8 bytes and a comma, so that no two rows are written alike; a field that is NULL is a single {@code ~}.
 */
final class Chain {
    /** What the first entry follows on. */
    static final String BEGINNING = "0".repeat(64);

    private final MessageDigest digest = sha256();

    private Chain() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of an entry: over that of the entry before, and all it says. */
    static String hash(AuditEntry entry) {
        var chain = new Chain();
        chain.field(entry.previous());
        chain.field(Long.toString(entry.seq()));
        chain.field(entry.time().toString());
        chain.field(entry.actor());
        chain.field(entry.action());
        chain.field(entry.subject());
        chain.field(entry.detail());
        return hex(chain.digest);
    }

    /** The hash of a row of a table, whatever is in it; empty where there is no such row. */
    static Optional<String> hash(Connection connection, String table, long row) throws SQLException {
        return Statements.first(connection, "SELECT * FROM " + table + " WHERE rowid = ?", Chain::hash, row);
    }

    private static String hash(ResultSet row) throws SQLException {
        var chain = new Chain();
        ResultSetMetaData columns = row.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            if (!columns.getColumnName(column).equals("audit")) {
                chain.field(row.getString(column));
            }
        }
        return hex(chain.digest);
    }

    private void field(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            digest.update((byte) '~');
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        digest.update((byte) ',');
    }
}
