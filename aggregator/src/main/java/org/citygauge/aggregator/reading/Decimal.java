package org.citygauge.aggregator.reading;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A decimal number as a device sends it: {@code unscaled × 10^-scale}, without trailing zeros.
 *
 * @param unscaled at most 18 significant digits
 * @param scale from -{@value #MAX_EXPONENT} to {@value #MAX_EXPONENT}; 0 for zero
 */
public record Decimal(long unscaled, int scale) implements Comparable<Decimal> {
    public static final int MAX_DIGITS = 18;
    public static final int MAX_EXPONENT = 36;
    public static final Decimal ZERO = new Decimal(0, 0);
    public static final Decimal ONE = new Decimal(1, 0);

    private static final long LIMIT = 1_000_000_000_000_000_000L;

    public Decimal {
        if (unscaled <= -LIMIT || unscaled >= LIMIT) {
            throw new IllegalArgumentException("more than " + MAX_DIGITS + " significant digits");
        }
        if (unscaled == 0) {
            scale = 0;
        }
        while (unscaled != 0 && unscaled % 10 == 0) {
            unscaled /= 10;
            scale--;
        }
        if (scale < -MAX_EXPONENT || scale > MAX_EXPONENT) {
            throw new IllegalArgumentException("an exponent beyond 10^±" + MAX_EXPONENT);
        }
    }

    /** The number {@code text} stands for; empty when it is none, too long or too far from one. */
    public static Optional<Decimal> parse(CharSequence text) {
        int length = text.length();
        int at = 0;
        boolean negative = false;
        if (at < length && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            negative = text.charAt(at++) == '-';
        }
        long unscaled = 0;
        int scale = 0;
        int pendingZeros = 0;
        boolean digits = false;
        boolean point = false;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.' && !point) {
                point = true;
                continue;
            }
            if (c < '0' || c > '9') {
                break;
            }
            digits = true;
            if (point) {
                scale++;
            }
            if (c == '0') {
                pendingZeros += unscaled == 0 ? 0 : 1;
                continue;
            }
            for (; pendingZeros >= 0; pendingZeros--) {
                if (unscaled >= LIMIT / 10) {
                    return Optional.empty();
                }
                unscaled *= 10;
            }
            pendingZeros = 0;
            unscaled += c - '0';
        }
        if (!digits) {
            return Optional.empty();
        }
        if (at < length) {
            Optional<Integer> exponent = exponent(text, at);
            if (exponent.isEmpty()) {
                return Optional.empty();
            }
            scale -= exponent.get();
        }
        return of(negative ? -unscaled : unscaled, scale - pendingZeros);
    }

    private static Optional<Integer> exponent(CharSequence text, int from) {
        if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseInt(text, from + 1, Math.min(text.length(), from + 7), 10))
                    .filter(value -> text.length() - from <= 6 && Math.abs(value) <= 9999);
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Decimal> of(long unscaled, int scale) {
        if (unscaled == 0) {
            return Optional.of(ZERO);
        }
        return scale < -MAX_EXPONENT || scale > MAX_EXPONENT
                ? Optional.empty()
                : Optional.of(new Decimal(unscaled, scale));
    }

    public BigDecimal toBigDecimal() {
        return BigDecimal.valueOf(unscaled, scale);
    }

    @Override
    public int compareTo(Decimal other) {
        return scale == other.scale
                ? Long.compare(unscaled, other.unscaled)
                : toBigDecimal().compareTo(other.toBigDecimal());
    }

    @Override
    public String toString() {
        return toBigDecimal().toPlainString();
    }
}
