package org.citygauge.gateway.figures;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.Source;
import org.citygauge.gateway.table.Columns;
import org.citygauge.gateway.table.Row;
import org.citygauge.gateway.table.Table;
import org.citygauge.indicators.measure.Measure;

/** Reads {@code figures.csv}, finding all that is wrong with it at once. A missing file counts as empty. */
public record FiguresReader(FigureRules rules) {
    private static final Columns COLUMNS =
            new Columns(List.of("measure", "year", "value", "unit", "source", "as_of", "note"), List.of(), false);

    private record Key(String measure, String year) {}

    /** What the rows say, in their order. */
    public Checked<Map<FigureKey, Content>> read(Path file) {
        var problems = new ArrayList<Problem>();
        var figures = new LinkedHashMap<FigureKey, Content>();
        Map<Key, Integer> lines = new HashMap<>();
        Table.read(file, String.valueOf(file.getFileName()), COLUMNS, problems)
                .ifPresent(table -> table.rows().forEach(row -> {
                    Integer earlier = lines.putIfAbsent(new Key(row.text("measure"), row.text("year")), row.line());
                    if (earlier != null) {
                        row.problem("measure", "line " + earlier + " holds this measure's figure of the year already");
                    }
                    put(row, figures);
                }));
        return Checked.of(figures, problems);
    }

    private void put(Row row, Map<FigureKey, Content> figures) {
        Optional<Measure> measure = measure(row);
        Optional<Integer> year = year(row);
        Optional<BigDecimal> value = row.required("value").isEmpty() ? Optional.empty() : row.decimal("value");
        Optional<LocalDate> asOf = row.date("as_of");
        if (measure.isEmpty()) {
            return;
        }
        // a value that cannot be read hides nothing that is wrong with the unit
        Content content = new Content(
                Optional.of(value.orElse(BigDecimal.ZERO)),
                row.text("unit").isEmpty() ? measure.get().unit().code() : row.text("unit"),
                year.orElse(FigureRules.MIN_YEAR),
                new Source(row.text("source"), "", ""),
                "",
                row.text("note"),
                Optional.empty(),
                asOf,
                List.of());
        List<FigureRules.Flaw> flaws = rules.flaws(measure.get(), content);
        flaws.forEach(flaw -> row.problem(flaw.field(), flaw.text()));
        if (year.isPresent() && value.isPresent() && flaws.isEmpty()) {
            figures.put(new FigureKey(measure.get().id(), year.get()), content);
        }
    }

    private Optional<Measure> measure(Row row) {
        String id = row.required("measure");
        Optional<Measure> measure = rules.measure(id);
        if (measure.isEmpty() && !id.isEmpty()) {
            row.problem("measure", rules.unknownMeasure(id));
        }
        return measure;
    }

    private static Optional<Integer> year(Row row) {
        String text = row.required("year");
        Optional<Integer> year = text.matches("[0-9]{4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
        Optional<Integer> plausible =
                year.filter(number -> number >= FigureRules.MIN_YEAR && number <= FigureRules.MAX_YEAR);
        if (plausible.isEmpty() && !text.isEmpty()) {
            row.problem("year", "\"" + text + "\" is no year such as 2025");
        }
        return plausible;
    }
}
