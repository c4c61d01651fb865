package org.citygauge.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.formula.Outcome;

/** The way to a certificate as JSON. */
final class CertificationJson {
    private CertificationJson() {}

    static JsonObject of(YearState state, Certification certification) {
        int counted = counted(state.indicators());
        int total = state.indicators().size();
        Certification.Standing standing = certification.assess(state.year(), counted, total);
        return new JsonObject()
                .put("year", state.year())
                .put("counted", counted)
                .put("total", total)
                .put("byTheme", byTheme(state))
                .put("missing", missing(state))
                .put("prerequisite", standing.prerequisite())
                .put("ladder", standing.ladder());
    }

    private static int counted(List<IndicatorState> indicators) {
        return (int) indicators.stream()
                .filter(state -> state.outcome() instanceof Outcome.Computed)
                .count();
    }

    private static JsonArray byTheme(YearState state) {
        Map<Integer, List<IndicatorState>> themes = new TreeMap<>();
        for (IndicatorState indicator : state.indicators()) {
            themes.computeIfAbsent(indicator.indicator().theme().number(), number -> new ArrayList<>())
                    .add(indicator);
        }
        return Reply.array(themes.values().stream().map(members -> {
            Theme theme = members.getFirst().indicator().theme();
            return new JsonObject()
                    .put("number", theme.number())
                    .put("theme", theme.title())
                    .put("counted", counted(members))
                    .put("total", members.size());
        }));
    }

    private static JsonArray missing(YearState state) {
        return Reply.array(state.indicators().stream()
                .filter(indicator -> !(indicator.outcome() instanceof Outcome.Computed))
                .map(indicator -> new JsonObject()
                        .put("number", indicator.indicator().number().toString())
                        .put("title", indicator.indicator().title())
                        .put("reason", IndicatorJson.whyNot(indicator).orElse("not reported yet"))));
    }
}
