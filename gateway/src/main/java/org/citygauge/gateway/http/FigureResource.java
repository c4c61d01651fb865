package org.citygauge.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.citygauge.aggregator.live.Page;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.FigureHistory;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureState;
import org.citygauge.gateway.ledger.FigureStep;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.ledger.Ledger;

/** The figures people enter: what is known, what was known, and every step from a draft to what counts. */
final class FigureResource implements Resource {
    private static final String LIST = "/api/v1/figures";
    private static final String ONE = LIST + "/:measure/:year";
    private static final Map<String, FigureState> STATES =
            Arrays.stream(FigureState.values()).collect(Collectors.toMap(FigureState::code, state -> state));

    private final Vertx vertx;
    private final Ledger ledger;
    private final FigureRules rules;
    private final ZoneId zone;

    /** @param zone of the city: whose midnight ends a day */
    FigureResource(Vertx vertx, Ledger ledger, FigureRules rules, ZoneId zone) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.rules = rules;
        this.zone = zone;
    }

    @Override
    public List<Endpoint> endpoints() {
        var endpoints = new ArrayList<Endpoint>();
        endpoints.add(Endpoint.get(LIST, this::list));
        endpoints.add(Endpoint.get(ONE, this::show));
        endpoints.add(Endpoint.put(ONE, this::draft).withBody());
        for (FigureStep step : FigureStep.values()) {
            endpoints.add(Endpoint.post(ONE + "/" + step.code(), context -> take(context, step))
                    .needing(step.needs())
                    .withBody());
        }
        return endpoints;
    }

    private void list(RoutingContext context) {
        Query query = Query.of(context, "year", "measure", "state", "asOf", "limit", "next");
        Optional<Integer> year = query.year();
        Optional<String> measure = query.text("measure");
        Optional<FigureState> state = query.choice("state", STATES);
        Optional<Instant> asOf = asOf(query);
        int limit = query.limit();
        Optional<String> next = query.next();
        Reply.page(
                context,
                vertx.executeBlocking(
                        () -> page(
                                ledger.figures().histories(asOf).stream()
                                        .filter(one ->
                                                year.isEmpty() || one.key().year() == year.get())
                                        .filter(one -> measure.isEmpty()
                                                || one.key().measure().value().equals(measure.get()))
                                        .filter(one ->
                                                state.isEmpty() || one.newest().state() == state.get())
                                        .toList(),
                                limit,
                                next),
                        false),
                FigureJson::standing);
    }

    private static Page<FigureHistory> page(List<FigureHistory> all, int limit, Optional<String> next) {
        List<FigureHistory> rest = next.isEmpty()
                ? all
                : all.stream()
                        .dropWhile(one -> !one.key().toString().equals(next.get()))
                        .toList();
        return rest.size() <= limit
                ? new Page<>(rest, Optional.empty())
                : new Page<>(
                        rest.subList(0, limit),
                        Optional.of(rest.get(limit).key().toString()));
    }

    /** An instant; or a day: all that was known when it ended. */
    private Optional<Instant> asOf(Query query) {
        Optional<LocalDate> day = query.text("asOf").flatMap(FigureResource::day);
        return day.map(date -> date.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1_000))
                .or(() -> query.instant("asOf"));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private FigureKey key(RoutingContext context) {
        return FigureForm.key(rules, context.pathParam("measure"), context.pathParam("year"));
    }

    private void show(RoutingContext context) {
        Query.of(context);
        FigureKey key = key(context);
        Reply.with(
                context,
                vertx.executeBlocking(
                        () -> ledger.figures()
                                .history(key)
                                .map(FigureJson::whole)
                                .orElseThrow(() -> Problem.notFound("There is no figure of " + key + ".")),
                        false));
    }

    private void draft(RoutingContext context) {
        Query.of(context);
        FigureKey key = key(context);
        JsonBody body = FigureForm.body(context);
        Caller caller = Guard.caller(context);
        vertx.executeBlocking(
                        () -> {
                            FigureForm form = FigureForm.read(body, rules, key, ledger.evidence()::find);
                            return json(ledger.figures().draft(caller, key, form.content(), form.reason()));
                        },
                        false)
                .onComplete(drafted -> Reply.json(context, 201, drafted), context::fail);
    }

    /** A version, and what is remarkable about it beside what is in force. */
    private JsonObject json(FigureVersion version) {
        List<String> remarks = rules.remarks(
                rules.catalogue().required(version.measure()),
                version.year(),
                version.content(),
                rules.figures(ledger.figures().inForce()));
        return FigureJson.version(version).put("remarks", new JsonArray(remarks));
    }

    private void take(RoutingContext context, FigureStep step) {
        Query.of(context);
        FigureKey key = key(context);
        JsonBody body = JsonBody.of(context, "comment", "version");
        Optional<Long> looked = body.whole("version");
        String comment = body.text("comment").orElse("");
        if (comment.length() > 10_000) {
            throw Problem.parameter("comment", "is longer than 10000 characters.");
        }
        Caller caller = Guard.caller(context);
        Reply.with(
                context,
                vertx.executeBlocking(() -> json(ledger.figures().step(caller, key, step, looked, comment)), false));
    }
}
