package org.citygauge.gateway.http;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exact decimals as JSON shows them: the nearest double, a whole one without point and exponent. */
final class Nearest {
    /** Up to here every whole double is exact, and its digits are few. */
    private static final double MOST_WHOLE = 1e15;

    private Nearest() {}

    static Number of(BigDecimal exact) {
        double nearest = exact.doubleValue();
        return nearest == Math.rint(nearest) && Math.abs(nearest) < MOST_WHOLE
                ? (Number) (long) nearest
                : (Number) nearest;
    }

    static @Nullable Number of(Optional<BigDecimal> exact) {
        return exact.map(Nearest::of).orElse(null);
    }
}
