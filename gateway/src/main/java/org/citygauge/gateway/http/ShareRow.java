package org.citygauge.gateway.http;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.measure.Measure;

/**
 * A sensor behind an indicator.
 *
 * @param role which of the two numbers it is part of
 */
record ShareRow(String role, Measure measure, SensorShare share, Span year) {
    static final String HEADER =
            "role,measure,sensor,asset,quantity,unit,kind,valid_from,valid_to,share,share_unit,live,"
                    + "count,sum,least,most,growth,first_time,first_value,last_time,last_value,completeness,flags\n";

    /** Numbers are the nearest doubles. */
    JsonObject json() {
        return SensorJson.row(share.sensor())
                .put("role", role)
                .put("measure", measure.id().value())
                .put("share", Nearest.of(share.share()))
                .put("shareUnit", measure.unit().code())
                .put("live", share.live())
                .put("readings", readings())
                .mergeIn(SensorJson.contribution(share.contribution()));
    }

    /** Where the readings are that this came from. */
    private String readings() {
        Sensor sensor = share.sensor();
        Span validity = sensor.validity();
        Instant from = later(year.from(), validity.from());
        Instant to = earlier(year.to(), validity.to());
        return "/api/v1/sensors/" + encoded(sensor.id()) + "/readings?from=" + from + "&to=" + to;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A line of CSV, with its end; numbers are the exact decimals. */
    String line() {
        Sensor sensor = share.sensor();
        Contribution its = share.contribution();
        JsonObject row = SensorJson.row(sensor);
        return Stream.of(
                                role,
                                measure.id().value(),
                                sensor.id(),
                                sensor.asset(),
                                sensor.quantity(),
                                sensor.unit().code(),
                                row.getString("kind"),
                                row.getString("validFrom", ""),
                                row.getString("validTo", ""))
                        .map(text -> Csv.cell(text == null ? "" : text))
                        .collect(Collectors.joining(","))
                + Stream.of(
                                number(share.share()),
                                Csv.cell(measure.unit().code()),
                                String.valueOf(share.live()),
                                String.valueOf(its.count()),
                                number(Optional.of(its.sum())),
                                number(its.least()),
                                number(its.most()),
                                number(Optional.of(its.growth())),
                                its.first()
                                        .map(point -> point.time().toString())
                                        .orElse(""),
                                number(its.first().map(Contribution.Point::value)),
                                its.last().map(point -> point.time().toString()).orElse(""),
                                number(its.last().map(Contribution.Point::value)),
                                number(its.completeness()),
                                its.flags().keySet().stream()
                                        .map(flag -> flag.code())
                                        .sorted()
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(",", ",", "\n"));
    }

    /** The decimal itself. */
    private static String number(Optional<BigDecimal> value) {
        return value.map(BigDecimal::toPlainString).orElse("");
    }
}
