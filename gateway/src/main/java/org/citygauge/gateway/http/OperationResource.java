package org.citygauge.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.live.City;
import org.citygauge.gateway.books.BooksJson;
import org.citygauge.gateway.health.HealthChecks;
import org.citygauge.gateway.metric.Metrics;

/** For operators: the city's profile, the books, metrics and health. */
final class OperationResource implements Resource {
    private final Vertx vertx;
    private final City city;
    private final CityProfile profile;
    private final Metrics metrics;
    private final HealthChecks health;

    OperationResource(Vertx vertx, City city, CityProfile profile, Metrics metrics, HealthChecks health) {
        this.vertx = vertx;
        this.city = city;
        this.profile = profile;
        this.metrics = metrics;
        this.health = health;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/city", this::city),
                Endpoint.get("/api/v1/books", this::books),
                Endpoint.get("/metrics", this::metrics),
                Endpoint.get("/health/live", this::live).forAll(),
                Endpoint.get("/health/ready", this::ready).forAll());
    }

    private void city(RoutingContext context) {
        Query.of(context);
        Reply.json(
                context,
                200,
                new JsonObject()
                        .put("id", profile.id())
                        .put("name", profile.name())
                        .put("zone", profile.zone().getId())
                        .put("currency", profile.currency())
                        .put("year", city.now().year())
                        .put("edition", profile.edition()));
    }

    private void books(RoutingContext context) {
        Query.of(context);
        Reply.json(context, 200, BooksJson.write(city.books()));
    }

    private void metrics(RoutingContext context) {
        String accept =
                Optional.ofNullable(context.request().getHeader("Accept")).orElse("");
        vertx.executeBlocking(() -> metrics.scrape(accept), false)
                .onComplete(
                        text -> {
                            context.response()
                                    .putHeader("Content-Type", Metrics.contentType(accept))
                                    .putHeader("Cache-Control", "no-store");
                            Answers.end(context, Buffer.buffer(text));
                        },
                        context::fail);
    }

    private void live(RoutingContext context) {
        Reply.json(context, 200, new JsonObject().put("status", "live"));
    }

    private void ready(RoutingContext context) {
        HealthChecks.Report report = health.report();
        var checks = new JsonObject();
        report.parts()
                .forEach((name, part) -> checks.put(
                        name,
                        new JsonObject().put("status", part.status().code()).mergeIn(new JsonObject(part.detail()))));
        Reply.json(
                context,
                report.ready() ? 200 : 503,
                new JsonObject()
                        .put("status", report.ready() ? "ready" : "notReady")
                        .put("checks", checks));
    }
}
