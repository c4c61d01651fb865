package org.citygauge.gateway.upload;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.readiness.Owners;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;

/**
 * The table that people fill in: a line for every measure that has to be entered and is not there for the year yet, with what is drafted
 * of it already.
 *
 * @param lines in the order in which indicators need them
 */
public record Template(int year, List<Line> lines) {
    public Template {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param unit with the city's currency in it
     * @param hint what is to be entered
     * @param drafted what the ledger says of it already
     */
    public record Line(Measure measure, String unit, String hint, Optional<String> owner, Optional<Content> drafted) {}

    /** What a template is made of. */
    public record Ground(
            YearState year, Span span, String currency, Owners owners, Map<MeasureId, FigureVersion> newest) {}

    /** The days of a year, both within it. */
    public record Span(LocalDate first, LocalDate last) {}

    public static Template of(Ground ground) {
        List<Line> lines = ground.year().indicators().stream()
                .flatMap(indicator -> Stream.of(indicator.numerator(), indicator.denominator()))
                .filter(measure -> measure.measure().binding() instanceof Binding.Entered)
                .filter(measure ->
                        measure.value().isEmpty() || measure.carriedFrom().isPresent())
                .collect(Collectors.toMap(
                        measure -> measure.measure().id(),
                        measure -> measure,
                        (first, second) -> first,
                        java.util.LinkedHashMap::new))
                .values()
                .stream()
                .filter(measure -> !isKnownNotToBe(ground, measure))
                .map(measure -> line(ground, measure))
                .toList();
        return new Template(ground.year().year(), lines);
    }

    /** Whether it is settled that there is no value. */
    private static boolean isKnownNotToBe(Ground ground, MeasureState measure) {
        return Optional.ofNullable(ground.newest().get(measure.measure().id()))
                .filter(version -> version.state() == org.citygauge.gateway.ledger.FigureState.APPROVED)
                .flatMap(version -> version.content().notAvailableBecause())
                .isPresent();
    }

    private static Line line(Ground ground, MeasureState state) {
        Measure measure = state.measure();
        List<IndicatorState> users = ground.year().indicators().stream()
                .filter(indicator -> indicator.numerator().measure().equals(measure)
                        || indicator.denominator().measure().equals(measure))
                .toList();
        String numbers = users.stream()
                .map(indicator -> indicator.indicator().number().toString())
                .collect(Collectors.joining(", "));
        String carried = state.carriedFrom()
                .map(from -> "; the figure of " + from + " stands in for it so far")
                .orElse("");
        String unit = measure.unit().code().equals("{currency}")
                ? ground.currency()
                : measure.unit().code();
        return new Line(
                measure,
                unit,
                when(measure.aggregation(), ground.span()) + "; for " + numbers + carried,
                ground.owners()
                        .of(
                                measure.id(),
                                users.stream()
                                        .map(indicator -> indicator.indicator().theme())),
                Optional.ofNullable(ground.newest().get(measure.id())).map(FigureVersion::content));
    }

    private static String when(Aggregation aggregation, Span span) {
        return switch (aggregation) {
            case LAST, LIVE_COUNT, LIVE_WEIGHT -> "as on " + span.last();
            case MEAN -> "the average from " + span.first() + " to " + span.last();
            case SUM, COUNTER, DURATION_TOTAL -> "the total from " + span.first() + " to " + span.last();
        };
    }

    /** What stands in a cell; empty for nothing. */
    String text(Line line, FigureColumn column) {
        Optional<Content> drafted = line.drafted();
        return switch (column) {
            case MEASURE -> line.measure().id().value();
            case TITLE -> line.measure().title();
            case UNIT ->
                drafted.map(Content::unit).filter(unit -> !unit.isEmpty()).orElse(line.unit());
            case AGGREGATION -> line.measure().aggregation().code();
            case HINT -> line.hint();
            case OWNER -> line.owner().orElse("");
            case YEAR -> Integer.toString(year);
            case VALUE ->
                drafted.flatMap(Content::value).map(BigDecimal::toPlainString).orElse("");
            case YEAR_OF_DATA ->
                drafted.map(content -> Integer.toString(content.yearOfData())).orElse("");
            case SOURCE_ORGANISATION, SOURCE ->
                drafted.map(content -> content.source().organisation()).orElse("");
            case SOURCE_DOCUMENT ->
                drafted.map(content -> content.source().document()).orElse("");
            case SOURCE_ADDRESS ->
                drafted.map(content -> content.source().address()).orElse("");
            case METHOD -> drafted.map(Content::method).orElse("");
            case COMMENT, NOTE -> drafted.map(Content::comment).orElse("");
            case NOT_AVAILABLE_BECAUSE ->
                drafted.flatMap(Content::notAvailableBecause).orElse("");
            case AS_OF -> drafted.flatMap(Content::asOf).map(String::valueOf).orElse("");
            case EVIDENCE ->
                drafted.stream()
                        .flatMap(content -> content.evidence().stream())
                        .map(EvidenceRef::sha256)
                        .collect(Collectors.joining(" "));
        };
    }
}
