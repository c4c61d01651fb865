package org.citygauge.indicators.formula;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.citygauge.indicators.measure.MeasureId;

/**
 * {@code scale × numerator ÷ denominator}, the one shape all indicators have.
 *
 * @param scale a positive factor, such as 100 for a percentage
 * @param numerator the measure above the line
 * @param denominator the measure below the line
 * @param zeroWhenNothing whether 0 ÷ 0 is a value of zero, as for the mean downtime of a year without incidents
 */
public record Formula(BigDecimal scale, MeasureId numerator, MeasureId denominator, boolean zeroWhenNothing) {
    /** Quotients carry 34 significant digits, rounded half-even. */
    public static final MathContext QUOTIENT = new MathContext(34, RoundingMode.HALF_EVEN);

    public Formula {
        if (scale.signum() <= 0) {
            throw new IllegalArgumentException("scale " + scale + " is not positive");
        }
    }

    /** What the formula yields for these inputs; an empty one is not known yet. */
    public Outcome evaluate(Optional<BigDecimal> above, Optional<BigDecimal> below) {
        if (above.isEmpty() || below.isEmpty()) {
            var missing = new TreeSet<MeasureId>();
            if (above.isEmpty()) {
                missing.add(numerator);
            }
            if (below.isEmpty()) {
                missing.add(denominator);
            }
            return new Outcome.Incomplete(Set.copyOf(missing));
        }
        return below.get().signum() == 0
                ? overZero(above.get())
                : new Outcome.Computed(quotient(above.get(), below.get()));
    }

    private Outcome overZero(BigDecimal above) {
        return zeroWhenNothing && above.signum() == 0
                ? new Outcome.Computed(BigDecimal.ZERO)
                : new Outcome.Undefined("the denominator " + denominator + " is zero");
    }

    private BigDecimal quotient(BigDecimal above, BigDecimal below) {
        return scale.multiply(above).divide(below, QUOTIENT);
    }
}
