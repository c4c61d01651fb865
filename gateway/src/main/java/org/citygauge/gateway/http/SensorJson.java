package org.citygauge.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.live.AssetStatus;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.live.SensorStatus;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.jspecify.annotations.Nullable;

/** Sensors, what they gave, and assets as JSON. */
final class SensorJson {
    private SensorJson() {}

    static JsonObject status(SensorStatus sensor) {
        return new JsonObject()
                .put("id", sensor.id())
                .put("asset", sensor.asset().orElse(null))
                .put("quantity", sensor.quantity())
                .put("unit", sensor.unit().orElse(null))
                .put("kind", sensor.kind().orElse(null))
                .put("lastTime", time(sensor.lastTime()))
                .put("lastValue", Nearest.of(sensor.lastValue().map(Decimal::toBigDecimal)))
                .put("lastReceived", time(sensor.lastReceived()))
                .put("state", sensor.state().code());
    }

    static JsonObject year(City.SensorYear year) {
        return row(year.sensor()).put("year", year.year()).mergeIn(contribution(year.contribution()));
    }

    /** A row of the register. */
    static JsonObject row(Sensor sensor) {
        Span validity = sensor.validity();
        return new JsonObject()
                .put("sensor", sensor.id())
                .put("asset", sensor.asset())
                .put("quantity", sensor.quantity())
                .put("unit", sensor.unit().code())
                .put("kind", sensor.kind().name().toLowerCase(Locale.ROOT))
                .put(
                        "validFrom",
                        validity.from().equals(Instant.MIN)
                                ? null
                                : validity.from().toString())
                .put(
                        "validTo",
                        validity.to().equals(Instant.MAX) ? null : validity.to().toString());
    }

    static JsonObject contribution(Contribution given) {
        var flags = new JsonObject();
        given.flags().forEach((flag, count) -> flags.put(flag.code(), count));
        return new JsonObject()
                .put("count", given.count())
                .put("sum", Nearest.of(given.sum()))
                .put("least", Nearest.of(given.least()))
                .put("most", Nearest.of(given.most()))
                .put("growth", Nearest.of(given.growth()))
                .put("first", point(given.first()))
                .put("last", point(given.last()))
                .put("states", states(given.inState()))
                .put("completeness", Nearest.of(given.completeness()))
                .put("flags", flags);
    }

    private static JsonArray states(Map<BigDecimal, Contribution.Stay> stays) {
        return Reply.array(stays.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(stay -> new JsonObject()
                        .put("state", Nearest.of(stay.getKey()))
                        .put("seconds", stay.getValue().time().toMillis() / 1000.0)
                        .put("entries", stay.getValue().entries())));
    }

    private static @Nullable JsonObject point(Optional<Contribution.Point> point) {
        return point.map(
                        at -> new JsonObject().put("time", at.time().toString()).put("value", Nearest.of(at.value())))
                .orElse(null);
    }

    static JsonObject asset(AssetStatus status) {
        Asset asset = status.asset();
        return new JsonObject()
                .put("id", asset.id())
                .put("class", asset.assetClass())
                .put("name", asset.name())
                .put("weight", Nearest.of(asset.weight()))
                .put("live", status.live())
                .put("lastTime", time(status.lastTime()));
    }

    private static @Nullable String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
