package org.citygauge.gateway.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.formula.Formula;

/**
 * From one value of an indicator to another. Either side may be absent, where one has an indicator that the other does not know.
 *
 * @param indicator as the later side has it
 * @param methodology in what the two were made differently, each as a sentence
 */
public record Change(
        Indicator indicator, Optional<Standing> before, Optional<Standing> after, List<String> methodology) {
    /** Where a change leads. */
    public enum Direction {
        BETTER,
        WORSE,
        UNCHANGED,
        /** It changed, and neither way is better. */
        NEUTRAL,
        /** There are no two values in one unit. */
        UNKNOWN
    }

    public Change {
        methodology = List.copyOf(methodology);
    }

    /** @param sameCity whether where the numbers come from matters; other cities have other sensors */
    static Change between(Optional<Standing> before, Optional<Standing> after, boolean sameCity) {
        Indicator indicator = after.or(() -> before).orElseThrow().indicator();
        var methodology = new ArrayList<String>();
        if (before.isPresent() && after.isPresent()) {
            String unit = before.get().indicator().unit();
            if (!unit.equals(indicator.unit())) {
                methodology.add("unit: " + unit + " became " + indicator.unit());
            }
            before.get().method().differences(after.get().method()).stream()
                    .filter(difference -> sameCity || difference.startsWith("formula"))
                    .forEach(methodology::add);
        }
        return new Change(indicator, before, after, methodology);
    }

    public boolean methodologyChanged() {
        return !methodology.isEmpty();
    }

    /** After − before, exact; empty where there are no two values in one unit. */
    public Optional<BigDecimal> absolute() {
        return comparable() ? value(after).flatMap(later -> value(before).map(later::subtract)) : Optional.empty();
    }

    /** The change ÷ the value before, without its sign; empty from zero. */
    public Optional<BigDecimal> relative() {
        return absolute()
                .filter(change -> value(before).orElse(BigDecimal.ZERO).signum() != 0)
                .map(change -> change.divide(value(before).orElseThrow().abs(), Formula.QUOTIENT));
    }

    public Direction direction() {
        Optional<BigDecimal> change = absolute();
        if (change.isEmpty()) {
            return Direction.UNKNOWN;
        }
        int sign = change.get().signum();
        if (sign == 0) {
            return Direction.UNCHANGED;
        }
        return switch (indicator.better()) {
            case HIGHER -> sign > 0 ? Direction.BETTER : Direction.WORSE;
            case LOWER -> sign < 0 ? Direction.BETTER : Direction.WORSE;
            case NEUTRAL -> Direction.NEUTRAL;
        };
    }

    private boolean comparable() {
        return before.isPresent()
                && after.isPresent()
                && before.get()
                        .indicator()
                        .unit()
                        .equals(after.get().indicator().unit());
    }

    private static Optional<BigDecimal> value(Optional<Standing> side) {
        return side.flatMap(Standing::value);
    }
}
