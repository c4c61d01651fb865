package org.citygauge.gateway.opendata;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.table.Cells;
import org.citygauge.indicators.formula.Outcome;

/**
 * A year as open data, in the columns that a city already publishes its indicators in. Indicators without a value are there with
 * empty cells. Numbers keep all their digits, so that every value can be computed again.
 */
public final class OpenData {
    private static final List<String> COLUMNS = List.of(
            "type", "topic", "id", "indicator", "period", "numerator", "denominator", "value", "value_type", "sources");

    private OpenData() {}

    /**
     * With a header; every line ends with a line feed.
     *
     * @param edition the standard, such as {@code ISO 37122:2019}
     * @param firstDay of the year, so that fiscal years are named by both years they touch
     */
    public static String csv(String edition, LocalDate firstDay, YearState year) {
        String period = firstDay.getDayOfYear() == 1
                ? Integer.toString(year.year())
                : String.format(Locale.ROOT, "%d-%02d", year.year(), (year.year() + 1) % 100);
        var text = new StringWriter();
        try (var printer = new CSVPrinter(
                text, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get())) {
            printer.printRecord(COLUMNS);
            for (IndicatorState state : year.indicators()) {
                printer.printRecord(row(edition, period, state));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static List<String> row(String edition, String period, IndicatorState state) {
        boolean computed = state.outcome() instanceof Outcome.Computed;
        return List.of(
                Cells.harmless(edition),
                Cells.harmless(state.indicator().theme().title()),
                state.indicator().number().toString(),
                Cells.harmless(state.indicator().title()),
                period,
                number(state.numerator().value()),
                number(state.denominator().value()),
                state.outcome() instanceof Outcome.Computed(BigDecimal value) ? Cells.exact(value) : "",
                Cells.harmless(state.indicator().unit()),
                computed ? Cells.harmless(sources(state)) : "");
    }

    private static String sources(IndicatorState state) {
        return Stream.of(state.numerator(), state.denominator())
                .map(OpenData::source)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String source(MeasureState measure) {
        return measure.sourceDetail().isBlank() ? measure.source() : measure.source() + ": " + measure.sourceDetail();
    }

    private static String number(Optional<BigDecimal> value) {
        return value.map(Cells::exact).orElse("");
    }
}
