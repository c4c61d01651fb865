package org.citygauge.gateway.snapshot.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.gateway.table.Cells;
import org.citygauge.indicators.formula.Outcome;

/** How cells spell what they hold. */
public final class Words {
    private Words() {}

    /** All digits; nothing for nothing. */
    public static String exact(Optional<BigDecimal> value) {
        return value.map(Cells::exact).orElse("");
    }

    /** The value of an indicator. */
    public static Optional<BigDecimal> value(IndicatorState state) {
        return state.outcome() instanceof Outcome.Computed(BigDecimal value) ? Optional.of(value) : Optional.empty();
    }

    /** Whether an indicator has a value. */
    public static String status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Computed computed -> "computed";
            case Outcome.Incomplete incomplete -> "incomplete";
            case Outcome.Undefined undefined -> "undefined";
        };
    }

    static String flags(Collection<Flag> flags) {
        return flags.stream().sorted().map(Flag::code).collect(Collectors.joining(" "));
    }

    /** The day that begins at {@code midnight}; nothing for an open side of a span. */
    static String day(Instant midnight, ZoneId zone) {
        return midnight.equals(Instant.MIN) || midnight.equals(Instant.MAX)
                ? ""
                : midnight.atZone(zone).toLocalDate().toString();
    }
}
