package org.citygauge.aggregator.projection.influx;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.indicators.formula.Outcome;

/** Indicators as InfluxDB's line protocol, with times in microseconds. */
final class LineProtocol {
    static final String HOURLY = "citygauge_indicator";
    static final String LIVE = "citygauge_indicator_live";

    private final String city;

    /** @param city a tag value, unescaped */
    LineProtocol(String city) {
        if (city.isBlank() || city.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("\"" + city + "\" cannot be a tag in InfluxDB: it is empty, or has a "
                    + "backslash or a control character");
        }
        this.city = escape(city);
    }

    String line(String measurement, IndicatorState state) {
        var line = new StringBuilder(160)
                .append(measurement)
                .append(",city=")
                .append(city)
                .append(",indicator=")
                .append(escape(state.indicator().number().toString()))
                .append(' ');
        value(state).ifPresent(value -> field(line, "value", value));
        number(state.numerator().value()).ifPresent(value -> field(line, "numerator", value));
        number(state.denominator().value()).ifPresent(value -> field(line, "denominator", value));
        number(state.completeness()).ifPresent(value -> field(line, "completeness", value));
        field(line, "status", status(state.outcome()));
        line.setCharAt(line.length() - 1, ' ');
        return line.append(micros(state.asOf())).toString();
    }

    /** Whether a point of this state has every field, so that writing it replaces whatever was there. */
    static boolean hasEveryField(IndicatorState state) {
        return value(state).isPresent()
                && number(state.numerator().value()).isPresent()
                && number(state.denominator().value()).isPresent()
                && number(state.completeness()).isPresent();
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static OptionalDouble value(IndicatorState state) {
        return state.outcome() instanceof Outcome.Computed(BigDecimal value)
                ? number(Optional.of(value))
                : OptionalDouble.empty();
    }

    private static double status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Computed computed -> 1;
            case Outcome.Incomplete incomplete -> 0;
            case Outcome.Undefined undefined -> -1;
        };
    }

    /** InfluxDB knows no infinity: a number beyond doubles is no field. */
    private static OptionalDouble number(Optional<BigDecimal> exact) {
        double nearest = exact.map(BigDecimal::doubleValue).orElse(Double.NaN);
        return Double.isFinite(nearest) ? OptionalDouble.of(nearest) : OptionalDouble.empty();
    }

    /** The one place where a number becomes a field: always a float, so that its type never conflicts. */
    private static void field(StringBuilder line, String name, double value) {
        line.append(name).append('=').append(value).append(',');
    }

    private static String escape(String tag) {
        return tag.replace(",", "\\,").replace("=", "\\=").replace(" ", "\\ ");
    }
}
