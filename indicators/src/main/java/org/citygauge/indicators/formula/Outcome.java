package org.citygauge.indicators.formula;

import java.math.BigDecimal;
import java.util.Set;
import org.citygauge.indicators.measure.MeasureId;

/** What evaluating a formula yields: a value, or the reason there is none. */
public sealed interface Outcome {
    /** A value, with at most 34 significant digits. */
    record Computed(BigDecimal value) implements Outcome {}

    /** The city has not yet reported {@code missing}. */
    record Incomplete(Set<MeasureId> missing) implements Outcome {
        public Incomplete {
            missing = Set.copyOf(missing);
        }
    }

    /** The inputs are there, but the formula has no value for them, such as a share of zero. */
    record Undefined(String reason) implements Outcome {}
}
