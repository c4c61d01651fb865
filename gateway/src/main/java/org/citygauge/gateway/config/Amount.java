package org.citygauge.gateway.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people write them. */
public final class Amount {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})\\s*(B|[KMGT]i?B)?");
    private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");

    private Amount() {}

    /** Bytes from {@code 262144}, {@code 256KiB} or {@code 4 GB}; empty when it is no size. */
    public static Optional<Long> bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        long step = unit.contains("i") ? 1024 : 1000;
        int steps = "BKMGT".indexOf(unit.charAt(0));
        try {
            long bytes = Long.parseLong(matcher.group(1));
            for (int i = 0; i < steps; i++) {
                bytes = Math.multiplyExact(bytes, step);
            }
            return Optional.of(bytes);
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    /** A duration from ISO 8601 ({@code PT15M}, {@code P7D}) or {@code 15m}, {@code 7d}; empty when it is none. */
    public static Optional<Duration> duration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        try {
            return Optional.of(
                    matcher.matches()
                            ? ofUnits(Long.parseLong(matcher.group(1)), matcher.group(2))
                            : Duration.parse(text.toUpperCase(Locale.ROOT)));
        } catch (DateTimeException | ArithmeticException noDuration) {
            return Optional.empty();
        }
    }

    private static Duration ofUnits(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
