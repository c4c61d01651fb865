package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.ClosingRefused;
import org.citygauge.aggregator.live.City;
import org.citygauge.gateway.ledger.FigureBook;
import org.citygauge.gateway.ledger.Role;

/** The reporting years: which are closed, what came for them since, closing and restating them. */
final class YearResource implements Resource {
    private static final String YEAR = "/api/v1/years/:year";

    private final Vertx vertx;
    private final City city;
    private final FigureBook figures;

    YearResource(Vertx vertx, City city, FigureBook figures) {
        this.vertx = vertx;
        this.city = city;
        this.figures = figures;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/years", this::list),
                Endpoint.get(YEAR, this::one),
                Endpoint.post(YEAR + "/close", this::close).needing(Role.APPROVER),
                Endpoint.post(YEAR + "/restate", this::restate)
                        .needing(Role.APPROVER)
                        .withBody());
    }

    /** The running year, the one before, and every closed one; newest first. */
    private void list(RoutingContext context) {
        Query.of(context);
        int running = city.now().year();
        var years = new TreeSet<>(List.of(running, running - 1));
        city.closings().forEach(closing -> years.add(closing.year()));
        Reply.json(
                context, Reply.array(years.descendingSet().stream().map(year -> YearJson.head(year, revisions(year)))));
    }

    private List<Closing> revisions(int year) {
        return city.closings().stream()
                .filter(closing -> closing.year() == year)
                .toList();
    }

    private void one(RoutingContext context) {
        Query.of(context);
        Reply.with(
                context,
                city.standing(year(context))
                        .compose(standing -> vertx.executeBlocking(figures::waiting, false)
                                .map(waiting -> YearJson.of(standing, waiting)))
                        .recover(failure -> Future.failedFuture(
                                failure instanceof IllegalArgumentException wrong
                                        ? Problem.parameter("year", String.valueOf(wrong.getMessage()))
                                        : failure)));
    }

    private void close(RoutingContext context) {
        Query.of(context);
        answer(context, city.closeYear(year(context), actor(context)));
    }

    private void restate(RoutingContext context) {
        Query.of(context);
        answer(context, city.restate(year(context), actor(context), reason(Bodies.of(context))));
    }

    private static String reason(Buffer body) {
        try {
            if (new JsonObject(body).getValue("reason") instanceof String reason && !reason.isBlank()) {
                return reason.strip();
            }
        } catch (DecodeException unreadable) {
            // told below
        }
        throw new Problem(400, "Say why in JSON: {\"reason\": \"…\"}.");
    }

    private static void answer(RoutingContext context, Future<Closing> closing) {
        Reply.with(
                context,
                closing.map(YearJson::of)
                        .recover(failure -> Future.failedFuture(
                                failure instanceof ClosingRefused refused
                                        ? new Problem(409, sentence(String.valueOf(refused.getMessage())))
                                        : failure)));
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static String actor(RoutingContext context) {
        return Guard.caller(context).name();
    }

    private static int year(RoutingContext context) {
        try {
            int year = Integer.parseInt(context.pathParam("year"));
            if (year >= Query.FIRST_YEAR && year <= Query.LAST_YEAR) {
                return year;
            }
        } catch (NumberFormatException none) {
            // told below
        }
        throw Problem.parameter("year", "\"" + context.pathParam("year") + "\" is no year such as 2025.");
    }
}
