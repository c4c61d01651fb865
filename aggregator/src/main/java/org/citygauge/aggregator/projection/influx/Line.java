package org.citygauge.aggregator.projection.influx;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/** One point of InfluxDB's line protocol, made in the order tags, fields, time. */
final class Line {
    private final StringBuilder text = new StringBuilder(192);
    private boolean hasFields;

    Line(String measurement) {
        text.append(measurement);
    }

    /** An empty value is no tag. */
    Line tag(String name, String value) {
        if (!value.isEmpty()) {
            text.append(',').append(name).append('=').append(escape(value));
        }
        return this;
    }

    /** The one place where a number becomes a field: always a float, so that its type never conflicts. */
    Line field(String name, double value) {
        text.append(hasFields ? ',' : ' ').append(name).append('=').append(value);
        hasFields = true;
        return this;
    }

    /** A count. */
    Line field(String name, long count) {
        return field(name, (double) count);
    }

    /** What there is not, or is beyond doubles, is no field. */
    Line field(String name, Optional<BigDecimal> exact) {
        OptionalDouble number = number(exact);
        return number.isPresent() ? field(name, number.getAsDouble()) : this;
    }

    String at(long time) {
        return text.append(' ').append(time).toString();
    }

    /** InfluxDB knows no infinity. */
    static OptionalDouble number(Optional<BigDecimal> exact) {
        double nearest = exact.map(BigDecimal::doubleValue).orElse(Double.NaN);
        return Double.isFinite(nearest) ? OptionalDouble.of(nearest) : OptionalDouble.empty();
    }

    /** A text as the value of a tag: a backslash has no spelling that all places understand. */
    static String tag(String text) {
        return text.replace('\\', '/');
    }

    private static String escape(String text) {
        return tag(text).replace(",", "\\,").replace("=", "\\=").replace(" ", "\\ ");
    }
}
