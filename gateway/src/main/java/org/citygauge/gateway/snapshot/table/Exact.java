package org.citygauge.gateway.snapshot.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.citygauge.aggregator.evaluation.Flag;

/** Reads cells that must be what we write: plain decimals of bounded length, instants, counts. */
public final class Exact {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?");

    private Exact() {}

    /** A number; empty where there is none. */
    public static Optional<BigDecimal> number(String cell) {
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(cell).matches()) {
            throw new IllegalArgumentException("\"" + cell + "\" is no decimal number");
        }
        return Optional.of(new BigDecimal(cell));
    }

    static long whole(String cell) {
        try {
            return Long.parseLong(cell);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("\"" + cell + "\" is no whole number", notOne);
        }
    }

    static Optional<Instant> instant(String cell) {
        try {
            return cell.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(cell));
        } catch (DateTimeException noInstant) {
            throw new IllegalArgumentException("\"" + cell + "\" is no instant", noInstant);
        }
    }

    static Flag flag(String code) {
        return Arrays.stream(Flag.values())
                .filter(flag -> flag.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + code + "\" is no flag"));
    }
}
