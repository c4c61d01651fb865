package org.citygauge.aggregator.archive.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** The SHA-256 of all that tables hold, row by row; the same however the rows lie in the file. */
final class ContentDigest {
    private final MessageDigest digest;

    private ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static String of(Connection connection, List<Table> tables) throws SQLException {
        var content = new ContentDigest();
        for (Table table : tables) {
            content.add(connection, table);
        }
        return HexFormat.of().formatHex(content.digest.digest());
    }

    private void add(Connection connection, Table table) throws SQLException {
        text(table.name());
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT " + table.columnList() + " FROM " + table.quoted() + " ORDER BY " + table.order());
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                for (int column = 1; column <= table.columns().size(); column++) {
                    value(rows.getObject(column));
                }
            }
        }
    }

    private void value(@org.jspecify.annotations.Nullable Object value) {
        switch (value) {
            case null -> digest.update((byte) 0);
            case byte[] bytes -> bytes(1, bytes);
            case String text -> text(text);
            case Double number -> number(3, Double.doubleToLongBits(number));
            case Number number -> number(4, number.longValue());
            default -> throw new IllegalStateException("SQLite has no " + value.getClass());
        }
    }

    private void text(String text) {
        bytes(2, text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(int kind, byte[] bytes) {
        number(kind, bytes.length);
        digest.update(bytes);
    }

    private void number(int kind, long number) {
        digest.update(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) kind)
                .putLong(number)
                .array());
    }
}
