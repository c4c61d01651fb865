package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.citygauge.aggregator.engine.DeadLetter;
import org.citygauge.aggregator.engine.Replay;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.RejectedReading;

/** What could not be used: to look at, and to try again. */
final class DeadLetterResource implements Resource {
    private static final Map<String, String> REASONS = reasons();

    private final City city;

    DeadLetterResource(City city) {
        this.city = city;
    }

    private static Map<String, String> reasons() {
        var reasons = new HashMap<String, String>();
        Arrays.stream(RejectedMessage.values()).forEach(reason -> reasons.put(reason.code(), reason.code()));
        Arrays.stream(RejectedReading.values()).forEach(reason -> reasons.put(reason.code(), reason.code()));
        reasons.put(DeadLetter.INFLUX_REFUSED, DeadLetter.INFLUX_REFUSED);
        return Map.copyOf(reasons);
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/dead-letters", this::list),
                Endpoint.post("/api/v1/dead-letters/replay", this::replayAll).told("dead_letters.replay"),
                Endpoint.post("/api/v1/dead-letters/:id/replay", this::replay).told("dead_letters.replay"));
    }

    private void list(RoutingContext context) {
        Query query = Query.of(context, "reason", "limit", "next");
        Reply.page(
                context,
                city.deadLetters(query.choice("reason", REASONS), query.limit(), query.next()),
                DeadLetterResource::json);
    }

    private void replayAll(RoutingContext context) {
        Optional<String> reason = Query.of(context, "reason").choice("reason", REASONS);
        Reply.with(context, city.replayAll(reason).map(DeadLetterResource::json));
    }

    private void replay(RoutingContext context) {
        Query.of(context);
        long id = id(context.pathParam("id"));
        Reply.with(
                context,
                city.replay(id)
                        .map(DeadLetterResource::json)
                        .recover(failure -> Future.failedFuture(
                                failure instanceof NoSuchElementException
                                        ? Problem.notFound("There is no dead letter " + id + ".")
                                        : failure)));
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw Problem.parameter("id", "\"" + text + "\" is no number of a dead letter.");
        }
    }

    private static JsonObject json(Replay replay) {
        return new JsonObject().put("mended", replay.mended()).put("kept", replay.kept());
    }

    private static JsonObject json(DeadLetter letter) {
        return new JsonObject()
                .put("id", letter.id())
                .put("time", letter.time().toString())
                .put("source", letter.source())
                .put("topic", letter.topic())
                .put("reason", letter.reason())
                .put("detail", letter.detail())
                .put("payload", Base64.getEncoder().encodeToString(letter.payload()));
    }
}
