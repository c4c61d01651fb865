package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.live.Page;

/** Answers with JSON. */
final class Reply {
    private Reply() {}

    /** Answers with what {@code body} brings, or fails the request with its failure. */
    static void with(RoutingContext context, Future<JsonObject> body) {
        body.onComplete(json -> json(context, 200, json), context::fail);
    }

    static void json(RoutingContext context, int status, JsonObject body) {
        head(context, status);
        Answers.end(context, body.toBuffer());
    }

    static void json(RoutingContext context, JsonArray body) {
        head(context, 200);
        Answers.end(context, body.toBuffer());
    }

    /** Answers with a part of a list as an array; where there is more, headers say how to get on. */
    static <T> void page(RoutingContext context, Future<Page<T>> page, Function<T, JsonObject> item) {
        page.onComplete(
                part -> {
                    part.next().ifPresent(next -> announce(context, Query.token(next)));
                    json(context, array(part.items().stream().map(item)));
                },
                context::fail);
    }

    static JsonArray array(Stream<JsonObject> items) {
        var array = new JsonArray();
        items.forEach(array::add);
        return array;
    }

    private static void announce(RoutingContext context, String next) {
        String query = Stream.concat(
                        context.queryParams().entries().stream()
                                .filter(parameter -> !parameter.getKey().equals("next")),
                        Stream.of(Map.entry("next", next)))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        context.response()
                .putHeader("Link", "<" + context.request().path() + "?" + query + ">; rel=\"next\"")
                .putHeader("X-Next", next);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void head(RoutingContext context, int status) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store");
    }
}
