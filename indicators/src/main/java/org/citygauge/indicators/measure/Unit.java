package org.citygauge.indicators.measure;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A unit of measure in UCUM notation, such as {@code kW.h}, {@code m3} or {@code {space}}.
 *
 * @param code the unit as written
 */
public record Unit(String code) {
    public Unit {
        if (code.isBlank()) {
            throw new IllegalArgumentException("an empty unit");
        }
    }

    /** The unit {@code code} stands for, empty when it is none. */
    public static Optional<Unit> parse(String code) {
        return code.isBlank() ? Optional.empty() : Optional.of(new Unit(code));
    }

    /** The exact factor that turns an amount in this unit into one in {@code target}, empty where they do not compare. */
    public Optional<BigDecimal> factorTo(Unit target) {
        return code.equals(target.code) ? Optional.of(BigDecimal.ONE) : Optional.empty();
    }

    @Override
    public String toString() {
        return code;
    }
}
