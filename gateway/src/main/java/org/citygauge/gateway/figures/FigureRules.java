package org.citygauge.gateway.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.figure.NotAvailable;
import org.citygauge.gateway.config.Spelling;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.formula.Outcome;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/**
 * What a figure must be to be one of this city, and what it then says.
 *
 * @param catalogue whose measures there can be figures of
 * @param currency the city's, which counts as {@code {currency}}
 */
public record FigureRules(Catalogue catalogue, String currency) {
    public static final int MIN_YEAR = 1900;
    public static final int MAX_YEAR = 2999;

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final int MAX_TEXT = 10_000;

    /**
     * Something that makes a figure unusable.
     *
     * @param field of it, as it is called in JSON and in files
     */
    public record Flaw(String field, String text) {}

    /** The measure of this name. */
    public Optional<Measure> measure(String id) {
        return catalogue.measures().values().stream()
                .filter(known -> known.id().value().equals(id))
                .findFirst();
    }

    /** That there is no measure of this name, and which may have been meant. */
    public String unknownMeasure(String id) {
        List<String> known =
                catalogue.measures().keySet().stream().map(MeasureId::value).toList();
        return "\"" + id + "\" is no measure of the catalogue" + Spelling.hint(id, known);
    }

    /** What a value in {@code unit} is multiplied by to be one in the measure's; an empty unit is that. */
    public Optional<BigDecimal> factor(Measure measure, String unit) {
        Unit target = measure.unit();
        if (unit.isEmpty() || unit.equals(target.code()) || (isMoney(target) && unit.equals(currency))) {
            return Optional.of(BigDecimal.ONE);
        }
        return Unit.parse(unit).flatMap(known -> known.factorTo(target));
    }

    /** What is wrong with a figure, all at once. */
    public List<Flaw> flaws(Measure measure, Content content) {
        var flaws = new ArrayList<Flaw>();
        Unit target = measure.unit();
        content.value()
                .filter(value -> value.signum() < 0 && isCount(target))
                .ifPresent(value -> flaws.add(new Flaw("value", value + " " + target + " is less than nothing")));
        if (factor(measure, content.unit()).isEmpty()) {
            flaws.add(new Flaw(
                    "unit",
                    "\"" + content.unit() + "\" does not convert into " + (isMoney(target) ? currency : target.code())
                            + ", the unit of " + measure.id()));
        }
        if (content.yearOfData() < MIN_YEAR || content.yearOfData() > MAX_YEAR) {
            flaws.add(new Flaw("yearOfData", content.yearOfData() + " is no year such as 2025"));
        }
        bound(flaws, "organisation", content.source().organisation());
        bound(flaws, "document", content.source().document());
        bound(flaws, "address", content.source().address());
        bound(flaws, "method", content.method());
        bound(flaws, "comment", content.comment());
        bound(flaws, "notAvailableBecause", content.notAvailableBecause().orElse(""));
        return flaws;
    }

    private static void bound(List<Flaw> flaws, String field, String text) {
        if (text.length() > MAX_TEXT) {
            flaws.add(new Flaw(field, "is longer than " + MAX_TEXT + " characters"));
        }
    }

    /** What is remarkable about a figure that is usable: shares above the whole, beside what else is entered for the year. */
    public List<String> remarks(Measure measure, int year, Content content, Figures others) {
        Optional<BigDecimal> value = content.value()
                .flatMap(entered -> factor(measure, content.unit()).map(entered::multiply));
        if (value.isEmpty()) {
            return List.of();
        }
        var remarks = new ArrayList<String>();
        if (measure.unit().code().equals("%") && value.get().compareTo(WHOLE) > 0) {
            remarks.add(value.get().toPlainString() + " % is more than the whole");
        }
        for (Indicator indicator : catalogue.inOrder()) {
            over(indicator, measure.id(), year, value.get(), others).ifPresent(remarks::add);
        }
        return remarks;
    }

    private static Optional<String> over(
            Indicator indicator, MeasureId entered, int year, BigDecimal value, Figures others) {
        MeasureId above = indicator.formula().numerator();
        MeasureId below = indicator.formula().denominator();
        if (!indicator.unit().equals("%") || above.equals(below) || !(entered.equals(above) || entered.equals(below))) {
            return Optional.empty();
        }
        Outcome outcome = indicator
                .formula()
                .evaluate(
                        entered.equals(above) ? Optional.of(value) : value(others, above, year),
                        entered.equals(below) ? Optional.of(value) : value(others, below, year));
        return outcome instanceof Outcome.Computed(BigDecimal share) && share.compareTo(WHOLE) > 0
                ? Optional.of("indicator " + indicator.number() + " would be "
                        + share.setScale(1, RoundingMode.HALF_EVEN)
                        + " %, more than the whole: " + above + " over " + below)
                : Optional.empty();
    }

    private static Optional<BigDecimal> value(Figures others, MeasureId measure, int year) {
        return others.of(measure, year).map(Figure::value);
    }

    /** These versions as what numbers are made of. What the catalogue does not know, or no longer in this unit, is left out. */
    public Figures figures(Collection<FigureVersion> versions) {
        var figures = new ArrayList<Figure>();
        var notAvailable = new ArrayList<NotAvailable>();
        for (FigureVersion version : versions) {
            catalogue.measure(version.measure()).ifPresent(measure -> {
                figure(version, measure).ifPresent(figures::add);
                version.content()
                        .notAvailableBecause()
                        .ifPresent(reason ->
                                notAvailable.add(new NotAvailable(version.measure(), version.year(), reason)));
            });
        }
        return new Figures(figures, notAvailable);
    }

    private Optional<Figure> figure(FigureVersion version, Measure measure) {
        Content content = version.content();
        return content.value()
                .flatMap(value -> factor(measure, content.unit()).map(value::multiply))
                .map(value -> new Figure(
                        measure.id(),
                        version.year(),
                        value,
                        content.unit().isEmpty() ? measure.unit().code() : content.unit(),
                        content.source().inWords(),
                        content.asOf(),
                        content.comment()));
    }

    private static boolean isCount(Unit unit) {
        return unit.code().startsWith("{") && !isMoney(unit);
    }

    private static boolean isMoney(Unit unit) {
        return unit.equals(Unit.CURRENCY);
    }
}
