package org.citygauge.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.aggregator.projection.ProjectionCounts;
import org.citygauge.aggregator.projection.Rebuild;
import org.citygauge.gateway.ledger.Role;

/** The copy in InfluxDB: how it fares, and having a part of it written again. */
final class ProjectionResource implements Resource {
    private final Vertx vertx;
    private final City city;
    private final Optional<Projection> influx;
    private final InstantSource clock;

    ProjectionResource(Vertx vertx, City city, Optional<Projection> influx, InstantSource clock) {
        this.vertx = vertx;
        this.city = city;
        this.influx = influx;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/projections/influx", this::state),
                Endpoint.post("/api/v1/projections/influx/rebuild", this::rebuild)
                        .needing(Role.APPROVER)
                        .told("influx.rebuild"));
    }

    private Projection projection() {
        return influx.orElseThrow(
                () -> Problem.notFound("Nothing is copied to InfluxDB: projections.influx is not configured."));
    }

    private void state(RoutingContext context) {
        Query.of(context);
        Projection projection = projection();
        Reply.with(context, vertx.executeBlocking(() -> json(projection), false));
    }

    private void rebuild(RoutingContext context) {
        Query query = Query.of(context, "from", "to");
        Projection projection = projection();
        Instant now = clock.instant();
        Instant from = instant(query, "from").orElseGet(() -> city.yearStart(city.yearOf(now)));
        Instant to = instant(query, "to").filter(asked -> asked.isBefore(now)).orElse(now);
        if (!from.isBefore(to)) {
            throw Problem.parameter("from", from + " is not before " + to + ".");
        }
        vertx.executeBlocking(() -> begin(projection, from, to), false)
                .onComplete(begun -> Reply.json(context, 202, begun), context::fail);
    }

    private static JsonObject begin(Projection projection, Instant from, Instant to) {
        try {
            return json(projection.rebuild(from, to));
        } catch (IllegalStateException running) {
            throw new Problem(409, running.getMessage() + ".");
        }
    }

    /** An instant, or a day: its midnight in the city. */
    private Optional<Instant> instant(Query query, String name) {
        Optional<LocalDate> day = query.text(name).flatMap(ProjectionResource::day);
        return day.map(date -> date.atStartOfDay(city.zone()).toInstant()).or(() -> query.instant(name));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static JsonObject json(Projection projection) {
        ProjectionCounts counts = projection.counts();
        return new JsonObject()
                .put("lagSeconds", projection.lag().toSeconds())
                .put("written", counts.written())
                .put("setAside", counts.setAside())
                .put("failures", new JsonObject().put("away", counts.away()).put("denied", counts.denied()))
                .put("lastError", projection.lastError().orElse(null))
                .put(
                        "rebuild",
                        projection.rebuild().map(ProjectionResource::json).orElse(null));
    }

    private static JsonObject json(Rebuild rebuild) {
        return new JsonObject()
                .put("from", rebuild.from().toString())
                .put("to", rebuild.to().toString())
                .put("reached", rebuild.reached().toString())
                .put("share", rebuild.share())
                .put("points", rebuild.points())
                .put("done", rebuild.isDone());
    }
}
