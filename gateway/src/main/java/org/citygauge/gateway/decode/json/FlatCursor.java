package org.citygauge.gateway.decode.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.citygauge.aggregator.reading.Decimal;

/**
 * A place in the bytes of a payload that moves forward over JSON as plain as devices mostly send it: names and texts of printable
 * ASCII without escapes, and numbers of at most {@value Decimal#MAX_DIGITS} digits without an exponent. Everything else it does not
 * take, whether it is JSON or not. Belongs to one thread.
 */
final class FlatCursor {
    private final byte[] bytes;
    private int at;
    private int from;
    private int to;
    private long unscaled;
    private int scale;

    FlatCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    private int next() {
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at < bytes.length ? bytes[at] : -1;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    boolean isAt(char expected) {
        return next() == expected;
    }

    boolean isAtEnd() {
        return next() == -1 && at == bytes.length;
    }

    /** Moves behind {@code expected} and the space before it, if it comes next. */
    boolean take(char expected) {
        boolean there = next() == expected;
        at += there ? 1 : 0;
        return there;
    }

    /** Moves behind a plain text, which {@link #text} then gives. */
    boolean takeText() {
        if (!take('"')) {
            return false;
        }
        from = at;
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] < 0x7F && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        to = at;
        return at < bytes.length && bytes[at++] == '"';
    }

    /** Moves behind a plain number, which {@link #number} then gives. */
    boolean takeNumber() {
        boolean negative = take('-');
        int first = at;
        unscaled = 0;
        scale = 0;
        takeDigits();
        int whole = at - first;
        if (whole == 0 || (whole > 1 && bytes[first] == '0')) {
            return false;
        }
        int digits = whole;
        if (at < bytes.length && bytes[at] == '.') {
            int point = at++;
            takeDigits();
            scale = at - point - 1;
            digits += scale;
            if (scale == 0) {
                return false;
            }
        }
        unscaled = negative ? -unscaled : unscaled;
        return digits <= Decimal.MAX_DIGITS && endsNumber();
    }

    private void takeDigits() {
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            unscaled = unscaled * 10 + bytes[at++] - '0';
        }
    }

    private boolean endsNumber() {
        return at == bytes.length || isSpace(bytes[at]) || bytes[at] == ',' || bytes[at] == '}' || bytes[at] == ']';
    }

    /** The last text. */
    String text() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    boolean textIs(byte[] expected) {
        return to - from == expected.length && Arrays.equals(bytes, from, to, expected, 0, expected.length);
    }

    byte[] textBytes() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** The last number. */
    Decimal number() {
        return new Decimal(unscaled, scale);
    }

    boolean isWhole() {
        return scale == 0;
    }

    /** The last number, if it {@link #isWhole}. */
    long whole() {
        return unscaled;
    }
}
