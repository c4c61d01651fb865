package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.citygauge.indicators.measure.Unit;

/** The factors from units as sent to units as registered, each worked out once. Belongs to one thread. */
final class UnitFactors {
    private static final int MAX_REMEMBERED = 10_000; // whoever makes up units must not fill our memory

    private final Map<Unit, Map<String, Optional<BigDecimal>>> known = new HashMap<>();
    private int remembered;

    /** What a value sent in {@code unit} is multiplied by; empty where it does not fit. No unit is the registered one. */
    Optional<BigDecimal> factor(String unit, Unit registered) {
        Map<String, Optional<BigDecimal>> ofUnit = known.computeIfAbsent(registered, key -> new HashMap<>());
        Optional<BigDecimal> factor = ofUnit.get(unit);
        if (factor == null) {
            factor = unit.isEmpty() || unit.equals(registered.code())
                    ? Optional.of(BigDecimal.ONE)
                    : Unit.parse(unit).flatMap(sent -> sent.factorTo(registered));
            if (remembered < MAX_REMEMBERED) {
                remembered++;
                ofUnit.put(unit, factor);
            }
        }
        return factor;
    }
}
