package org.citygauge.gateway.snapshot.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.register.Span;
import org.citygauge.gateway.comparison.Change;
import org.citygauge.gateway.comparison.Comparison;
import org.citygauge.gateway.comparison.Standing;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.gateway.snapshot.table.IndicatorRows;
import org.citygauge.gateway.snapshot.table.Words;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.catalogue.Theme;

/** What the template of the report is filled with. */
final class ReportModel {
    private final About about;
    private final Catalogue catalogue;
    private final YearState state;
    private final Optional<Comparison> comparison;
    private final Report.Seal seal;

    ReportModel(About about, Catalogue catalogue, YearState state, Optional<Comparison> comparison, Report.Seal seal) {
        this.about = about;
        this.catalogue = catalogue;
        this.state = state;
        this.comparison = comparison;
        this.seal = seal;
    }

    Map<String, Object> context() {
        var context = new LinkedHashMap<String, Object>();
        cover(context);
        context.put("themes", themes());
        context.put("missing", missing());
        context.put("anyMissing", !missing().isEmpty());
        context.put("changes", comparison.map(this::changes).orElse(List.of()));
        context.put("compared", comparison.isPresent());
        context.put("before", Integer.toString(about.year() - 1));
        methods(context);
        return context;
    }

    private void cover(Map<String, Object> context) {
        Span span = about.calendar().span(about.year());
        long computed = computed(state.indicators());
        context.put("city", Clean.text(about.city().name()));
        context.put("year", Integer.toString(about.year()));
        context.put("edition", Clean.text(about.edition()));
        String footer = about.city().name() + " · " + about.edition() + " · " + about.year();
        context.put("footer", footer.replaceAll("[^\\p{L}\\p{N} .,:()·-]", " ")); // it stands in a style sheet
        context.put("from", day(span.from()).toString());
        context.put("to", day(span.to()).minusDays(1).toString());
        context.put("zone", about.calendar().zone().getId());
        context.put("draft", about.isDraft());
        context.put("asOf", about.asOf().toString());
        about.closing().ifPresent(closing -> {
            context.put("closedAt", closing.time().toString());
            context.put("by", Clean.text(closing.actor()));
            context.put("revision", Integer.toString(closing.number()));
            context.put("reason", Clean.text(closing.reason()));
        });
        context.put("closed", !about.isDraft());
        context.put("computed", Long.toString(computed));
        context.put("total", Integer.toString(state.indicators().size()));
        context.put("digest", seal.digest());
        context.put("key", seal.key());
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(about.calendar().zone()).toLocalDate();
    }

    private static long computed(List<IndicatorState> indicators) {
        return indicators.stream().filter(one -> Words.value(one).isPresent()).count();
    }

    private List<Map<String, Object>> themes() {
        var byTheme = new TreeMap<Integer, List<IndicatorState>>();
        state.indicators()
                .forEach(one -> byTheme.computeIfAbsent(one.indicator().theme().number(), unseen -> new ArrayList<>())
                        .add(one));
        return byTheme.values().stream().map(this::theme).toList();
    }

    private Map<String, Object> theme(List<IndicatorState> indicators) {
        Theme theme = indicators.getFirst().indicator().theme();
        long computed = computed(indicators);
        long percent = computed * 100 / indicators.size();
        return Map.of(
                "number", Integer.toString(theme.number()),
                "title", Clean.text(theme.title()),
                "computed", Long.toString(computed),
                "of", Integer.toString(indicators.size()),
                "done", Long.toString(percent),
                "open", Long.toString(100 - percent),
                "anyDone", percent > 0,
                "anyOpen", percent < 100,
                "indicators",
                        indicators.stream()
                                .map(one -> IndicatorModel.of(
                                        one, change(one.indicator().number())))
                                .toList());
    }

    private Optional<Change> change(IndicatorNumber number) {
        return comparison.flatMap(all -> all.changes().stream()
                .filter(change -> change.indicator().number().equals(number))
                .findFirst());
    }

    private List<Map<String, Object>> missing() {
        return state.indicators().stream()
                .filter(one -> Words.value(one).isEmpty())
                .map(one -> Map.<String, Object>of(
                        "number", one.indicator().number().toString(),
                        "title", Clean.text(one.indicator().title()),
                        "status", Words.status(one.outcome()),
                        "reason", Clean.text(IndicatorRows.missing(one))))
                .toList();
    }

    private List<Map<String, Object>> changes(Comparison all) {
        return all.changes().stream()
                .filter(change -> change.before().flatMap(Standing::value).isPresent()
                        || change.after().flatMap(Standing::value).isPresent())
                .map(change -> Map.<String, Object>of(
                        "number", change.indicator().number().toString(),
                        "title", Clean.text(change.indicator().title()),
                        "unit", change.indicator().unit(),
                        "before", side(change.before()),
                        "after", side(change.after()),
                        "change", change.absolute().map(Shown::change).orElse("–"),
                        "relative", change.relative().map(ReportModel::relative).orElse("–"),
                        "direction", IndicatorModel.direction(change),
                        "methodology", Clean.text(String.join("; ", change.methodology()))))
                .toList();
    }

    private static String relative(BigDecimal change) {
        return (change.signum() > 0 ? "+" : "") + Shown.share(change).replace("-", "\u2212");
    }

    private static String side(Optional<Standing> side) {
        return side.flatMap(Standing::value).map(Shown::value).orElse("–");
    }

    private void methods(Map<String, Object> context) {
        context.put("liveFactor", Integer.toString(about.liveFactor()));
        context.put("stuckAfter", hours(about.stuckAfter()));
        context.put("measures", Integer.toString(catalogue.measures().size()));
    }

    private static String hours(Duration duration) {
        return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toString();
    }
}
