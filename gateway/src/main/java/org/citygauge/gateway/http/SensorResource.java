package org.citygauge.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.live.SensorStatus;

/** Sensors and assets: who is heard, and what they gave. */
final class SensorResource implements Resource {
    private static final Map<String, SensorStatus.State> STATES = Arrays.stream(SensorStatus.State.values())
            .collect(Collectors.toMap(SensorStatus.State::code, Function.identity()));

    private final City city;
    private final SentReadings readings;

    SensorResource(City city) {
        this.city = city;
        this.readings = new SentReadings(city);
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/sensors", this::list),
                Endpoint.get("/api/v1/sensors/:id", this::one),
                Endpoint.get("/api/v1/sensors/:id/summary", this::summary),
                Endpoint.get("/api/v1/sensors/:id/readings", readings::list),
                Endpoint.get("/api/v1/assets", this::assets));
    }

    private void list(RoutingContext context) {
        Query query = Query.of(context, "state", "limit", "next");
        Reply.page(
                context, city.sensors(query.choice("state", STATES), query.limit(), query.next()), SensorJson::status);
    }

    private void one(RoutingContext context) {
        Query.of(context);
        String id = context.pathParam("id");
        city.sensor(id)
                .onComplete(
                        rows -> {
                            if (rows.isEmpty()) {
                                context.fail(Problem.notFound("Nothing is known of a sensor \"" + id + "\"."));
                            } else {
                                Reply.json(context, Reply.array(rows.stream().map(SensorJson::status)));
                            }
                        },
                        context::fail);
    }

    private void summary(RoutingContext context) {
        Query query = Query.of(context, "year", "quantity");
        String id = context.pathParam("id");
        Optional<String> quantity = query.text("quantity");
        Reply.with(
                context,
                city.summary(id, query.year())
                        .map(rows -> rows.stream()
                                .filter(row -> quantity.isEmpty()
                                        || quantity.get().equals(row.sensor().quantity()))
                                .map(SensorJson::year)
                                .toList())
                        .map(rows -> summary(id, rows)));
    }

    /** The first row in full; what else the register has of the sensor in {@code others}. */
    private static JsonObject summary(String id, List<JsonObject> rows) {
        if (rows.isEmpty()) {
            throw Problem.notFound("No row of the register speaks for a sensor \"" + id + "\" in that year.");
        }
        var others = new JsonArray(rows.subList(1, rows.size()));
        return rows.getFirst().copy().put("others", others);
    }

    private void assets(RoutingContext context) {
        Query query = Query.of(context, "class", "live", "limit", "next");
        Reply.page(
                context,
                city.assets(query.text("class"), query.flag("live"), query.limit(), query.next()),
                SensorJson::asset);
    }
}
