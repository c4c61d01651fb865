package org.citygauge.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.Reason;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.live.YearStanding;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.indicators.formula.Outcome;

/** How years stand, as JSON. */
final class YearJson {
    private YearJson() {}

    /** @param revisions of the year; empty while it is open */
    static JsonObject head(int year, List<Closing> revisions) {
        var json = new JsonObject().put("year", year).put("state", revisions.isEmpty() ? "open" : "closed");
        Closing last = revisions.isEmpty() ? null : revisions.getLast();
        return json.put("revision", last == null ? null : last.revision())
                .put("closedAt", last == null ? null : last.time().toString())
                .put("by", last == null ? null : last.actor())
                .put("reason", last == null || last.reason().isEmpty() ? null : last.reason());
    }

    /** @param waiting figures on their way, in words */
    static JsonObject of(YearStanding standing, Map<FigureKey, String> waiting) {
        return head(standing.state().year(), standing.revisions())
                .put("over", standing.isOver())
                .put("digest", standing.digest().orElse(null))
                .put("counted", counted(standing.state()))
                .put("total", standing.state().indicators().size())
                .put("missing", missing(standing.state(), waiting))
                .put("revisions", Reply.array(standing.revisions().stream().map(YearJson::of)))
                .put(
                        "reasonsToRestate",
                        Reply.array(standing.reasonsToRestate().stream().map(YearJson::of)));
    }

    private static int counted(YearState state) {
        return (int) state.indicators().stream()
                .filter(indicator -> indicator.outcome() instanceof Outcome.Computed)
                .count();
    }

    private static JsonArray missing(YearState state, Map<FigureKey, String> waiting) {
        return Reply.array(state.indicators().stream()
                .filter(indicator -> !(indicator.outcome() instanceof Outcome.Computed))
                .map(indicator -> new JsonObject()
                        .put("number", indicator.indicator().number().toString())
                        .put("title", indicator.indicator().title())
                        .put("reason", why(indicator, waiting))));
    }

    private static String why(IndicatorState state, Map<FigureKey, String> waiting) {
        return state.outcome() instanceof Outcome.Undefined(String reason)
                ? reason
                : Stream.of(state.numerator(), state.denominator())
                        .filter(measure -> measure.value().isEmpty())
                        .map(measure -> measure.measure().id() + ": "
                                + waiting.getOrDefault(
                                        new FigureKey(measure.measure().id(), state.year()),
                                        measure.missing().orElse("not reported yet")))
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    static JsonObject of(Closing closing) {
        return new JsonObject()
                .put("year", closing.year())
                .put("revision", closing.revision())
                .put("closedAt", closing.time().toString())
                .put("by", closing.actor())
                .put("reason", closing.reason().isEmpty() ? null : closing.reason());
    }

    private static JsonObject of(Reason reason) {
        return new JsonObject()
                .put("kind", reason.kind().code())
                .put("what", new JsonArray(reason.what()))
                .put("effects", Reply.array(reason.effects().stream().map(YearJson::of)));
    }

    private static JsonObject of(Reason.Effect effect) {
        return new JsonObject()
                .put("number", effect.before().indicator().number().toString())
                .put("title", effect.before().indicator().title())
                .put("before", said(effect.before()))
                .put("after", said(effect.after()));
    }

    private static JsonObject said(IndicatorState state) {
        return IndicatorJson.point(state)
                .put("numerator", Nearest.of(state.numerator().value()))
                .put("denominator", Nearest.of(state.denominator().value()))
                .put("completeness", Nearest.of(state.completeness()));
    }
}
