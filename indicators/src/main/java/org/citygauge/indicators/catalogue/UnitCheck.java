package org.citygauge.indicators.catalogue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.citygauge.indicators.measure.Unit;

/** Whether the unit of an indicator is what its formula yields. */
final class UnitCheck {
    private static final Unit ONE = new Unit("1");

    /** Units people write that are not UCUM: what stands above the line, what below, and the scale. */
    private record Spoken(Unit above, Unit below, BigDecimal scale) {}

    private static final Map<String, Spoken> SPOKEN = Map.of(
            "%", new Spoken(ONE, ONE, BigDecimal.valueOf(100)),
            "/100000 population", new Spoken(ONE, ONE, BigDecimal.valueOf(100_000)),
            "/1000 students", new Spoken(ONE, ONE, BigDecimal.valueOf(1_000)),
            "GJ/capita", new Spoken(new Unit("GJ"), ONE, BigDecimal.ONE),
            "t/capita", new Spoken(new Unit("t"), ONE, BigDecimal.ONE),
            "1", new Spoken(ONE, ONE, BigDecimal.ONE),
            "1/km2", new Spoken(ONE, new Unit("km2"), BigDecimal.ONE),
            "d", new Spoken(new Unit("d"), ONE, BigDecimal.ONE),
            "h", new Spoken(new Unit("h"), ONE, BigDecimal.ONE));

    private UnitCheck() {}

    /** What does not fit; empty when all does. */
    static Optional<String> misfit(String unit, BigDecimal scale, Unit above, Unit below) {
        Spoken spoken = SPOKEN.get(unit);
        if (spoken == null) {
            return misfitOfUcum(unit, above, below);
        }
        if (spoken.scale.compareTo(scale) != 0) {
            return Optional.of("the unit " + unit + " needs scale " + spoken.scale.toPlainString() + ", not "
                    + scale.toPlainString());
        }
        boolean share = spoken.above.equals(ONE) && spoken.below.equals(ONE);
        boolean fits = share
                ? factor(above, below)
                        .filter(factor -> factor.compareTo(BigDecimal.ONE) == 0)
                        .isPresent()
                : same(above, spoken.above) && same(below, spoken.below);
        return fits ? Optional.empty() : Optional.of(above + " ÷ " + below + " does not give " + unit);
    }

    private static Optional<BigDecimal> factor(Unit above, Unit below) {
        return above.factorTo(below);
    }

    private static boolean same(Unit unit, Unit expected) {
        return unit.factorTo(expected)
                .filter(factor -> factor.compareTo(BigDecimal.ONE) == 0)
                .isPresent();
    }

    private static Optional<String> misfitOfUcum(String unit, Unit above, Unit below) {
        Optional<Unit> given = Unit.parse(unit);
        if (given.isEmpty()) {
            return Optional.of("\"" + unit + "\" is no UCUM unit, nor one of " + String.join(", ", SPOKEN.keySet()));
        }
        Optional<Unit> made = Unit.parse("(" + above + ")/(" + below + ")");
        return made.flatMap(quotient -> quotient.factorTo(given.get())).isPresent()
                ? Optional.empty()
                : Optional.of(above + " ÷ " + below + " does not give " + unit);
    }
}
