package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.live.City;
import org.citygauge.gateway.comparison.Change;
import org.citygauge.gateway.comparison.Comparison;
import org.citygauge.gateway.comparison.ComparisonTable;
import org.citygauge.gateway.comparison.Standing;
import org.citygauge.gateway.opendata.OpenData;
import org.jspecify.annotations.Nullable;

/** A year beside another, and a year as open data. */
final class ComparisonResource implements Resource {
    private final City city;
    private final CityProfile profile;

    ComparisonResource(City city, CityProfile profile) {
        this.city = city;
        this.profile = profile;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/comparison", this::compare), Endpoint.get("/api/v1/open-data", this::openData));
    }

    private void compare(RoutingContext context) {
        Query query = Query.of(context, "year", "with", "format");
        boolean csv = CsvDownload.isWanted(context, query);
        int year = query.year().orElse(city.now().year());
        int with = query.year("with").orElse(year - 1);
        if (with == year) {
            throw Problem.parameter("with", "a year is compared with another one.");
        }
        year("with", with)
                .compose(before -> year("year", year)
                        .onSuccess(after -> answer(context, csv, Comparison.ofYears(before, after), with, year)))
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, boolean csv, Comparison comparison, int with, int year) {
        if (csv) {
            csv(context, ComparisonTable.csv(comparison));
        } else {
            Reply.json(
                    context,
                    200,
                    new JsonObject()
                            .put("year", year)
                            .put("with", with)
                            .put(
                                    "indicators",
                                    Reply.array(comparison.changes().stream().map(ComparisonResource::json))));
        }
    }

    private static void csv(RoutingContext context, String text) {
        context.response()
                .putHeader("Content-Type", "text/csv; charset=utf-8; header=present")
                .putHeader("Cache-Control", "no-store");
        Answers.end(context, Buffer.buffer(text));
    }

    private static JsonObject json(Change change) {
        return new JsonObject()
                .put("number", change.indicator().number().toString())
                .put("title", change.indicator().title())
                .put("unit", change.indicator().unit())
                .put("before", side(change.before()))
                .put("after", side(change.after()))
                .put("change", Nearest.of(change.absolute()))
                .put("relativeChange", Nearest.of(change.relative()))
                .put("better", change.indicator().better().name().toLowerCase(Locale.ROOT))
                .put("direction", change.direction().name().toLowerCase(Locale.ROOT))
                .put("methodologyChanged", change.methodologyChanged())
                .put("methodology", new JsonArray(change.methodology()));
    }

    private static @Nullable JsonObject side(Optional<Standing> side) {
        return side.map(its -> new JsonObject()
                        .put("year", its.year())
                        .put("status", its.status())
                        .put("value", Nearest.of(its.value()))
                        .put("flags", new JsonArray(List.copyOf(new TreeSet<>(its.flags())))))
                .orElse(null);
    }

    private void openData(RoutingContext context) {
        Query query = Query.of(context, "year");
        int year = query.year().orElse(city.now().year());
        year("year", year)
                .map(state -> OpenData.csv(
                        profile.edition(),
                        city.yearStart(year).atZone(city.zone()).toLocalDate(),
                        state))
                .onComplete(text -> csv(context, text), context::fail);
    }

    private Future<YearState> year(String parameter, int year) {
        return city.year(Optional.of(year), Optional.empty())
                .recover(failure -> Future.failedFuture(
                        failure instanceof IllegalArgumentException
                                ? Problem.parameter(parameter, year + " has not begun.")
                                : failure));
    }
}
