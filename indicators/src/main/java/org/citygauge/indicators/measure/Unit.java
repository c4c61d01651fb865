package org.citygauge.indicators.measure;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A unit of measure in UCUM notation, such as {@code kW.h}, {@code m3} or {@code {space}}.
 *
 * <p>Counted things in braces are of dimension one and interchangeable. Money is not: {@code {currency}} is itself and nothing else.
 * Units with an offset, such as {@code Cel}, convert to themselves only.
 *
 * @param code the unit as written
 */
public record Unit(String code) {
    /** The city's currency. */
    public static final Unit CURRENCY = new Unit("{currency}");

    private static final int REMEMBERED = 10_000;
    private static final Map<String, Optional<Unit>> KNOWN = new ConcurrentHashMap<>();

    public Unit {
        if (code.isBlank()) {
            throw new IllegalArgumentException("an empty unit");
        }
    }

    /** The unit {@code code} stands for, in UCUM or a spelling that devices use for it; empty when it is none. */
    public static Optional<Unit> parse(String code) {
        Optional<Unit> known = KNOWN.get(code);
        if (known == null) {
            known = Ucum.isUnit(code) ? Optional.of(new Unit(code)) : Optional.empty();
            if (KNOWN.size() < REMEMBERED) {
                KNOWN.put(code, known);
            }
        }
        return known;
    }

    /**
     * The factor that turns an amount in this unit into one in {@code target}: exact where it is a finite decimal, else with 34
     * digits. Empty where the two do not compare.
     */
    public Optional<BigDecimal> factorTo(Unit target) {
        if (code.equals(target.code)) {
            return Optional.of(BigDecimal.ONE);
        }
        return equals(CURRENCY) || target.equals(CURRENCY) ? Optional.empty() : Ucum.factor(code, target.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
