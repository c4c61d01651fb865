package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.live.City;
import org.citygauge.indicators.catalogue.IndicatorNumber;

/** The indicators of a year, one of them explained, and the sensors behind it. */
final class IndicatorResource implements Resource {
    private final City city;
    private final Certification certification;
    private final SensorShares shares;

    IndicatorResource(City city, Certification certification) {
        this.city = city;
        this.certification = certification;
        this.shares = new SensorShares(city);
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/indicators", this::list),
                Endpoint.get("/api/v1/indicators/:number", this::one),
                Endpoint.get("/api/v1/indicators/:number/history", this::history),
                Endpoint.get("/api/v1/indicators/:number/sensors", this::sensors),
                Endpoint.get("/api/v1/certification", this::certification),
                Endpoint.get("/api/v1/ladders", this::ladders));
    }

    private void list(RoutingContext context) {
        Query query = Query.of(context, "year", "at", "revision");
        Reply.with(
                context,
                year(query)
                        .map(state -> new JsonObject()
                                .put("year", state.year())
                                .put("asOf", state.asOf().toString())
                                .put(
                                        "indicators",
                                        Reply.array(state.indicators().stream().map(IndicatorJson::item)))));
    }

    private void one(RoutingContext context) {
        Query query = Query.of(context, "year", "at", "revision");
        IndicatorNumber number = number(context);
        Reply.with(context, year(query).map(state -> IndicatorJson.detail(required(state, number))));
    }

    /** The indicator step by step, from the start of the year up to now where nothing else is asked for. */
    private void history(RoutingContext context) {
        Query query = Query.of(context, "from", "to", "step");
        IndicatorNumber number = number(context);
        YearState now = city.now();
        required(now, number);
        Instant to =
                query.instant("to").filter(asked -> asked.isBefore(now.asOf())).orElse(now.asOf());
        Instant from = query.instant("from").orElseGet(() -> city.yearStart(city.yearOf(to)));
        if (from.isAfter(to)) {
            throw Problem.parameter("from", from + " is after " + to + ", where the history ends.");
        }
        List<Instant> instants = HistorySteps.of(from, to, query.text("step").orElse("P1D"), city.zone());
        city.history(number, instants)
                .onComplete(
                        states ->
                                Reply.json(context, Reply.array(states.stream().map(IndicatorJson::point))),
                        context::fail);
    }

    private void certification(RoutingContext context) {
        Query query = Query.of(context, "year");
        Reply.with(
                context,
                year(query.year(), Optional.empty())
                        .compose(certification::assess)
                        .map(CertificationJson::of));
    }

    private void ladders(RoutingContext context) {
        Query.of(context);
        Reply.json(context, CertificationJson.ladders(certification.ladders()));
    }

    private void sensors(RoutingContext context) {
        Query query = Query.of(context, "year", "format", "limit", "next");
        IndicatorNumber number = number(context);
        shares.list(context, query, year(query.year(), Optional.empty()).map(state -> required(state, number)));
    }

    /** The year asked for, in the revision asked for. */
    private Future<YearState> year(Query query) {
        Optional<Integer> revision = query.whole("revision");
        if (revision.isEmpty()) {
            return year(query.year(), query.instant("at"));
        }
        int year = query.year().orElseThrow(() -> Problem.parameter("year", "say which year's revision is meant."));
        return city.revision(year, revision.get(), query.instant("at"))
                .recover(failure -> Future.failedFuture(
                        failure instanceof IllegalArgumentException wrong
                                ? Problem.parameter("revision", String.valueOf(wrong.getMessage()))
                                : failure));
    }

    /** The year asked for; the picture at hand where nothing particular is. */
    private Future<YearState> year(Optional<Integer> year, Optional<Instant> at) {
        return year.isEmpty() && at.isEmpty()
                ? Future.succeededFuture(city.now())
                : city.year(year, at)
                        .recover(failure -> Future.failedFuture(
                                failure instanceof IllegalArgumentException wrong
                                        ? Problem.parameter(
                                                at.isPresent() ? "at" : "year", String.valueOf(wrong.getMessage()))
                                        : failure));
    }

    private static IndicatorNumber number(RoutingContext context) {
        try {
            return IndicatorNumber.parse(context.pathParam("number"));
        } catch (IllegalArgumentException wrong) {
            throw Problem.parameter("number", String.valueOf(wrong.getMessage()));
        }
    }

    private static IndicatorState required(YearState state, IndicatorNumber number) {
        return state.indicator(number)
                .orElseThrow(() -> Problem.notFound("There is no indicator " + number + " in the catalogue."));
    }
}
