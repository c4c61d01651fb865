package org.citygauge.gateway.figures;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.config.Spelling;
import org.citygauge.gateway.table.Columns;
import org.citygauge.gateway.table.Row;
import org.citygauge.gateway.table.Table;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/**
 * Reads {@code figures.csv}, finding all that is wrong with it at once. A missing file counts as empty.
 *
 * @param catalogue whose measures there can be figures of
 * @param currency the city's, which counts as {@code {currency}}
 */
public record FiguresReader(Catalogue catalogue, String currency) {
    private static final Columns COLUMNS =
            new Columns(List.of("measure", "year", "value", "unit", "source", "as_of", "note"), List.of(), false);
    private static final String ANY_CURRENCY = "{currency}";
    private static final int MIN_YEAR = 1900;
    private static final int MAX_YEAR = 2999;

    private record Key(String measure, String year) {}

    public Checked<Figures> read(Path file) {
        var problems = new ArrayList<Problem>();
        var figures = new ArrayList<Figure>();
        Map<Key, Integer> lines = new HashMap<>();
        Table.read(file, String.valueOf(file.getFileName()), COLUMNS, problems)
                .ifPresent(table -> table.rows().forEach(row -> {
                    Integer earlier = lines.putIfAbsent(new Key(row.text("measure"), row.text("year")), row.line());
                    if (earlier != null) {
                        row.problem("measure", "line " + earlier + " holds this measure's figure of the year already");
                    }
                    figure(row).ifPresent(figures::add);
                }));
        return Checked.of(new Figures(figures), problems);
    }

    private Optional<Figure> figure(Row row) {
        Optional<Measure> measure = measure(row);
        Optional<Integer> year = year(row);
        Optional<BigDecimal> value = value(row);
        Optional<LocalDate> asOf = row.date("as_of");
        Optional<BigDecimal> factor = measure.flatMap(known -> factor(row, known));
        if (measure.isEmpty() || year.isEmpty() || value.isEmpty() || factor.isEmpty()) {
            return Optional.empty();
        }
        Unit unit = measure.get().unit();
        if (value.get().signum() < 0 && unit.code().startsWith("{") && !isMoney(unit)) {
            row.problem("value", value.get() + " " + unit + " is less than nothing");
        }
        return Optional.of(new Figure(
                measure.get().id(),
                year.get(),
                value.get().multiply(factor.get()),
                row.text("unit").isEmpty() ? unit.code() : row.text("unit"),
                row.text("source"),
                asOf,
                row.text("note")));
    }

    private Optional<Measure> measure(Row row) {
        String id = row.required("measure");
        Optional<Measure> measure = catalogue.measures().values().stream()
                .filter(known -> known.id().value().equals(id))
                .findFirst();
        if (measure.isEmpty() && !id.isEmpty()) {
            List<String> known =
                    catalogue.measures().keySet().stream().map(MeasureId::value).toList();
            row.problem("measure", "\"" + id + "\" is no measure of the catalogue" + Spelling.hint(id, known));
        }
        return measure;
    }

    private static Optional<Integer> year(Row row) {
        String text = row.required("year");
        Optional<Integer> year = text.matches("[0-9]{4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
        Optional<Integer> plausible = year.filter(number -> number >= MIN_YEAR && number <= MAX_YEAR);
        if (plausible.isEmpty() && !text.isEmpty()) {
            row.problem("year", "\"" + text + "\" is no year such as 2025");
        }
        return plausible;
    }

    private static Optional<BigDecimal> value(Row row) {
        return row.required("value").isEmpty() ? Optional.empty() : row.decimal("value");
    }

    private Optional<BigDecimal> factor(Row row, Measure measure) {
        String code = row.text("unit");
        Unit target = measure.unit();
        if (code.isEmpty() || code.equals(target.code()) || (isMoney(target) && code.equals(currency))) {
            return Optional.of(BigDecimal.ONE);
        }
        Optional<BigDecimal> factor = Unit.parse(code).flatMap(unit -> unit.factorTo(target));
        if (factor.isEmpty()) {
            row.problem(
                    "unit",
                    "\"" + code + "\" does not convert into " + (isMoney(target) ? currency : target.code())
                            + ", the unit of " + measure.id());
        }
        return factor;
    }

    private static boolean isMoney(Unit unit) {
        return unit.code().equals(ANY_CURRENCY);
    }
}
