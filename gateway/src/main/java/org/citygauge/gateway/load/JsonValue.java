package org.citygauge.gateway.load;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Writes cells as JSON without changing a digit. */
final class JsonValue {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final int MAX_NUMBER = 100;

    private JsonValue() {}

    /** A number, {@code true} or {@code false} where the cell is one to the letter, else a text. */
    static void append(StringBuilder json, String cell) {
        if (isPlainNumber(cell)
                || cell.equals("true")
                || cell.equals("false")
                || (cell.length() <= MAX_NUMBER && NUMBER.matcher(cell).matches())) {
            json.append(cell);
        } else {
            appendText(json, cell);
        }
    }

    /** The common case, without the cost of a pattern: digits with at most one point between them, no leading zero. */
    private static boolean isPlainNumber(String cell) {
        int length = cell.length();
        if (length == 0 || length > MAX_NUMBER || cell.charAt(0) == '0' || cell.charAt(length - 1) == '.') {
            return false;
        }
        int points = 0;
        for (int at = 0; at < length; at++) {
            char c = cell.charAt(at);
            points += c == '.' ? 1 : 0;
            if ((c < '0' || c > '9') && (c != '.' || at == 0)) {
                return false;
            }
        }
        return points <= 1;
    }

    static void appendText(StringBuilder json, String text) {
        json.append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
