package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one sensor gives in a span of time, in the sensor's own unit, exact.
 *
 * @param count readings that count
 * @param sum of their values
 * @param least smallest value
 * @param most largest value
 * @param growth of a counter; zero for other kinds
 * @param inState of a state sensor: time spent in and entries into each state, without trailing zeros
 * @param first the first reading that counts
 * @param last the last reading that counts
 * @param filledSlots slots that hold a reading
 * @param expectedSlots slots that ended, and the running one if it holds a reading
 * @param flags how many readings each flag was raised for
 */
public record Contribution(
        long count,
        BigDecimal sum,
        Optional<BigDecimal> least,
        Optional<BigDecimal> most,
        BigDecimal growth,
        Map<BigDecimal, Stay> inState,
        Optional<Point> first,
        Optional<Point> last,
        long filledSlots,
        long expectedSlots,
        Map<Flag, Long> flags) {

    public Contribution {
        inState = Map.copyOf(inState);
        if (!flags.isEmpty()) {
            var copy = new EnumMap<Flag, Long>(Flag.class);
            copy.putAll(flags);
            flags = Collections.unmodifiableMap(copy);
        }
    }

    /** Time spent in a state, and how often it was entered. */
    public record Stay(Duration time, long entries) {}

    /** A value at an instant. */
    public record Point(Instant time, BigDecimal value) {}

    /** From 0 to 1; empty while no slot has ended. */
    public Optional<BigDecimal> completeness() {
        return expectedSlots == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(filledSlots)
                        .divide(BigDecimal.valueOf(expectedSlots), java.math.MathContext.DECIMAL64));
    }
}
