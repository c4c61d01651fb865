package org.citygauge.aggregator.projection.influx;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.HourSummary;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.hour.TimedValue;
import org.citygauge.aggregator.projection.GatewayState;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.indicators.formula.Outcome;

/** A city's numbers as points of InfluxDB's line protocol, with times in microseconds. docs/influx.md has the layout. */
final class LineProtocol {
    static final String HOURLY = "citygauge_indicator";
    static final String LIVE = "citygauge_indicator_live";
    static final String MEASURE = "citygauge_measure";
    static final String GATEWAY = "citygauge_gateway";
    static final String SENSOR = "citygauge_sensor";
    static final String READING = "citygauge_reading";

    private final String city;

    /** @param city a tag value, unescaped */
    LineProtocol(String city) {
        if (!isTag(city)) {
            throw new IllegalArgumentException("\"" + city + "\" cannot be a tag in InfluxDB: it is empty, or has a "
                    + "backslash or a control character");
        }
        this.city = city;
    }

    /** Whether a text can be the value of a tag. */
    static boolean isTag(String text) {
        return !text.isBlank() && text.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    }

    String line(String measurement, IndicatorState state) {
        return new Line(measurement)
                .tag("city", city)
                .tag("indicator", state.indicator().number().toString())
                .field("value", value(state))
                .field("numerator", state.numerator().value())
                .field("denominator", state.denominator().value())
                .field("completeness", state.completeness())
                .field("status", status(state.outcome()))
                .at(micros(state.asOf()));
    }

    /** Deletes the points of hours that end in {@code [from, to]}, which may have fields that those to come have not. */
    Written erase(PointSink sink, Instant from, Instant to) {
        Written erased = sink.erase(HOURLY, city, from, to);
        return erased instanceof Written.There ? sink.erase(MEASURE, city, from, to) : erased;
    }

    String line(MeasureState state, Instant asOf) {
        return new Line(MEASURE)
                .tag("city", city)
                .tag("measure", state.measure().id().value())
                .field("value", state.value())
                .field("completeness", state.completeness())
                .field("sensors_bound", state.sensors().bound())
                .field("sensors_live", state.sensors().live())
                .field("sensors_never", state.sensors().neverReported())
                .at(micros(asOf));
    }

    /**
     * An hour of a sensor.
     *
     * @param assetClass of the asset it is on, or empty
     */
    String line(HourSummary hour, String assetClass) {
        Optional<BigDecimal> mean = hour.count() == 0
                ? Optional.empty()
                : Optional.of(hour.sum().divide(BigDecimal.valueOf(hour.count()), MathContext.DECIMAL128));
        return new Line(SENSOR)
                .tag("city", city)
                .tag("sensor", hour.sensor().id())
                .tag("quantity", hour.sensor().quantity())
                .tag("class", assetClass)
                .field("count", hour.count())
                .field("sum", Optional.of(hour.sum()).filter(sum -> hour.count() > 0))
                .field("mean", mean)
                .field("least", hour.least())
                .field("most", hour.most())
                .field("last", hour.last())
                .field("growth", hour.growth())
                .field("flagged", hour.flagged())
                .at(micros(hour.end()));
    }

    /**
     * A reading as it was sent, with a time in nanoseconds.
     *
     * @param number tells it apart from others of its series and instant
     */
    String line(SeriesKey series, TimedValue reading, int number) {
        return new Line(READING)
                .tag("city", city)
                .tag("sensor", series.sensor())
                .tag("quantity", series.quantity())
                .field("value", reading.bigValue().doubleValue())
                .at(reading.timeMicros() * 1_000 + number);
    }

    String city() {
        return city;
    }

    String line(GatewayState state, Duration projectionLag, Instant at) {
        return new Line(GATEWAY)
                .tag("city", city)
                .field("messages_received", state.messagesReceived())
                .field("messages_rejected", state.messagesRejected())
                .field("readings_stored", state.readingsStored())
                .field("readings_duplicate", state.readingsDuplicate())
                .field("readings_rejected", state.readingsRejected())
                .field("journal_pending_messages", state.journalPendingMessages())
                .field("journal_bytes", state.journalBytes())
                .field("live_lag_seconds", seconds(state.liveLag()))
                .field("projection_lag_seconds", seconds(projectionLag))
                .field("sensors_live", state.sensorsLive())
                .field("sensors_silent", state.sensorsSilent())
                .field("sensors_never", state.sensorsNever())
                .field("dead_letters", state.deadLetters())
                .at(micros(at));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Whether a point of this state has every field, so that writing it replaces whatever was there. */
    static boolean hasEveryField(IndicatorState state) {
        return Line.number(value(state)).isPresent()
                && Line.number(state.numerator().value()).isPresent()
                && Line.number(state.denominator().value()).isPresent()
                && Line.number(state.completeness()).isPresent();
    }

    /** The same of a measure. */
    static boolean hasEveryField(MeasureState state) {
        return Line.number(state.value()).isPresent()
                && Line.number(state.completeness()).isPresent();
    }

    /** The time of a line; empty where there is none that can be read. */
    static Optional<Instant> time(String line) {
        try {
            return Optional.of(MicroTime.instant(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Optional<BigDecimal> value(IndicatorState state) {
        return state.outcome() instanceof Outcome.Computed(BigDecimal value) ? Optional.of(value) : Optional.empty();
    }

    private static double status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Computed computed -> 1;
            case Outcome.Incomplete incomplete -> 0;
            case Outcome.Undefined undefined -> -1;
        };
    }
}
