package org.citygauge.gateway.snapshot.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.Flag;

/** Numbers and words as people read them. */
final class Shown {
    private static final MathContext VALUE = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final MathContext INPUT = new MathContext(12, RoundingMode.HALF_EVEN);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Shown() {}

    /** The value of an indicator, to six digits. */
    static String value(BigDecimal value) {
        return grouped(value.precision() - value.scale() > VALUE.getPrecision() ? whole(value) : value.round(VALUE));
    }

    private static BigDecimal whole(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_EVEN);
    }

    /** A number that goes into one, to twelve digits. */
    static String input(BigDecimal value) {
        return grouped(value.precision() - value.scale() > INPUT.getPrecision() ? whole(value) : value.round(INPUT));
    }

    /** A part of one as a percentage. */
    static String share(BigDecimal share) {
        return share.multiply(HUNDRED).setScale(1, RoundingMode.HALF_EVEN).toPlainString() + " %";
    }

    static String share(Optional<BigDecimal> share) {
        return share.map(Shown::share).orElse("");
    }

    /** With a sign, also when it grew. */
    static String change(BigDecimal change) {
        return change.signum() > 0 ? "+" + value(change) : value(change);
    }

    /** Thousands are set apart by a narrow no-break space. */
    private static String grouped(BigDecimal value) {
        String plain = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        int point = plain.indexOf('.');
        String above = point < 0 ? plain : plain.substring(0, point);
        String below = point < 0 ? "" : plain.substring(point);
        var text = new StringBuilder(above.replace("-", ""));
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, '\u00A0');
        }
        return (plain.startsWith("-") ? "\u2212" : "") + text + below;
    }

    /** What a flag means. */
    static String flag(Flag flag) {
        return switch (flag) {
            case YEAR_TO_DATE -> "year to date: the year is not over";
            case CARRIED_FORWARD -> "a figure of an earlier year is carried forward";
            case OVER_HUNDRED_PERCENT -> "over 100 %";
            case OVER_WEIGHT -> "a sensor shows more than its asset holds";
            case CONFLICTING_VALUES -> "a sensor sent two values for one instant";
            case RECEIPT_TIME -> "readings without a time of their own are dated to their receipt";
            case COUNTER_RESET -> "a counter began anew";
            case GLITCH -> "a counter's value that fell for a moment is left aside";
            case ROLLOVER -> "a counter ran over its end";
            case OUT_OF_RANGE -> "values outside the limits of their sensor";
            case JUMP -> "values that changed faster than is plausible";
            case STUCK -> "a gauge showed one value for long";
            case UNIT_INCOMPATIBLE -> "readings whose unit does not fit are left aside";
        };
    }
}
