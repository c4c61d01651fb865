package org.citygauge.gateway.decode.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * The times devices send: seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their magnitude, or ISO 8601
 * with an offset. What is finer than a microsecond is cut off.
 */
final class Timestamp {
    /** From here on a number cannot be seconds (year 5138), as milliseconds it is 1973; the next steps follow by thousands. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private static final int MAX_NUMBER_LENGTH = 40;

    private Timestamp() {}

    /** Microseconds since the epoch; empty when {@code text} is no time, or one of a place unknown. */
    static OptionalLong micros(String text) {
        return looksLikeDate(text) ? new IsoTime(text).micros() : ofNumber(text);
    }

    /** Whether {@code text} is an ISO time but for the missing offset. */
    static boolean lacksOffset(String text) {
        return looksLikeDate(text) && new IsoTime(text + "Z").micros().isPresent();
    }

    private static boolean looksLikeDate(String text) {
        return text.length() > 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
    }

    private static OptionalLong ofNumber(String text) {
        if (text.isEmpty() || text.length() > MAX_NUMBER_LENGTH) {
            return OptionalLong.empty();
        }
        return isWhole(text) ? OptionalLong.of(ofWhole(Long.parseLong(text))) : ofAny(text);
    }

    private static boolean isWhole(String text) {
        if (text.length() > 18) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static OptionalLong ofAny(String text) {
        try {
            return ofDecimal(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }

    /** Microseconds of a whole number, seconds or finer. */
    static long ofWhole(long number) {
        long size = Math.abs(number);
        if (size < LEAST_MILLIS) {
            return number * 1_000_000;
        }
        if (size < LEAST_MILLIS * 1_000) {
            return number * 1_000;
        }
        return size < LEAST_MILLIS * 1_000_000 ? number : Math.floorDiv(number, 1_000);
    }

    private static OptionalLong ofDecimal(BigDecimal number) {
        long wholeDigits = (long) number.precision() - number.scale();
        if (wholeDigits > 19 || number.scale() > MAX_NUMBER_LENGTH) {
            return OptionalLong.empty();
        }
        int shift = wholeDigits <= 11 ? 6 : wholeDigits <= 14 ? 3 : wholeDigits <= 17 ? 0 : -3;
        var micros = number.scaleByPowerOfTen(shift).setScale(0, RoundingMode.FLOOR);
        return OptionalLong.of(micros.longValueExact());
    }

    /** {@code 2025-11-24T16:00[:00[.123]](Z|±hh[[:]mm])}, also with a space for the T; read digit by digit, as this is done per reading. */
    private static final class IsoTime {
        private final String text;
        private int at;
        private boolean wrong;

        IsoTime(String text) {
            this.text = text;
        }

        OptionalLong micros() {
            int year = digits(4);
            skip('-');
            int month = digits(2);
            skip('-');
            int day = digits(2);
            if (!skipIf('T') && !skipIf(' ') && !skipIf('t')) {
                return OptionalLong.empty();
            }
            int hour = digits(2);
            skip(':');
            int minute = digits(2);
            int second = skipIf(':') ? digits(2) : 0;
            int fraction = skipIf('.') || skipIf(',') ? fraction() : 0;
            skipIf(' ');
            int offsetMinutes = offset();
            if (wrong || at != text.length() || hour > 23 || minute > 59 || second > 59) {
                return OptionalLong.empty();
            }
            return days(year, month, day, (hour * 60L + minute - offsetMinutes) * 60 + second, fraction);
        }

        private static OptionalLong days(int year, int month, int day, long seconds, int micros) {
            try {
                long epochDay = LocalDate.of(year, month, day).toEpochDay();
                return OptionalLong.of((epochDay * 86_400 + seconds) * 1_000_000 + micros);
            } catch (DateTimeException noSuchDay) {
                return OptionalLong.empty();
            }
        }

        private int offset() {
            if (skipIf('Z') || skipIf('z')) {
                return 0;
            }
            boolean east = skipIf('+');
            if (!east && !skipIf('-')) {
                wrong = true;
                return 0;
            }
            int hours = digits(2);
            boolean colon = skipIf(':');
            int minutes = colon || at < text.length() ? digits(2) : 0;
            wrong |= hours > 18 || minutes > 59;
            return east ? hours * 60 + minutes : -(hours * 60 + minutes);
        }

        private int fraction() {
            int from = at;
            int micros = 0;
            for (int unit = 100_000; at < text.length() && isDigit(text.charAt(at)); unit /= 10, at++) {
                micros += unit * (text.charAt(at) - '0');
            }
            wrong |= at == from;
            return micros;
        }

        private int digits(int count) {
            int number = 0;
            for (int i = 0; i < count; i++, at++) {
                if (at >= text.length() || !isDigit(text.charAt(at))) {
                    wrong = true;
                    return 0;
                }
                number = number * 10 + text.charAt(at) - '0';
            }
            return number;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private void skip(char expected) {
            wrong |= !skipIf(expected);
        }

        private boolean skipIf(char expected) {
            boolean there = at < text.length() && text.charAt(at) == expected;
            at += there ? 1 : 0;
            return there;
        }
    }
}
