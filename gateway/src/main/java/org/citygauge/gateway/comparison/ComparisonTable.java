package org.citygauge.gateway.comparison;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.citygauge.gateway.table.Cells;

/** A comparison as CSV, with exact decimals. */
public final class ComparisonTable {
    /** Its columns. */
    public static final List<String> COLUMNS = List.of(
            "number",
            "title",
            "unit",
            "before_year",
            "before_status",
            "before",
            "after_year",
            "after_status",
            "after",
            "change",
            "relative_change",
            "better",
            "direction",
            "methodology_changed",
            "methodology",
            "flags");

    private ComparisonTable() {}

    /** With a header; every line ends with a line feed. */
    public static String csv(Comparison comparison) {
        var text = new StringWriter();
        try (var printer = new CSVPrinter(
                text, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get())) {
            printer.printRecord(COLUMNS);
            for (Change change : comparison.changes()) {
                printer.printRecord(row(change));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** The cells of a change, harmless to a spreadsheet. */
    public static List<String> row(Change change) {
        return List.of(
                change.indicator().number().toString(),
                Cells.harmless(change.indicator().title()),
                Cells.harmless(change.indicator().unit()),
                change.before().map(side -> Integer.toString(side.year())).orElse(""),
                change.before().map(Standing::status).orElse(""),
                exact(change.before().flatMap(Standing::value)),
                change.after().map(side -> Integer.toString(side.year())).orElse(""),
                change.after().map(Standing::status).orElse(""),
                exact(change.after().flatMap(Standing::value)),
                exact(change.absolute()),
                exact(change.relative()),
                change.indicator().better().name().toLowerCase(Locale.ROOT),
                change.direction().name().toLowerCase(Locale.ROOT),
                Boolean.toString(change.methodologyChanged()),
                Cells.harmless(String.join("; ", change.methodology())),
                flags(change));
    }

    private static String flags(Change change) {
        var flags = new TreeSet<String>();
        change.before().ifPresent(side -> flags.addAll(side.flags()));
        change.after().ifPresent(side -> flags.addAll(side.flags()));
        return String.join(" ", flags);
    }

    private static String exact(Optional<BigDecimal> value) {
        return value.map(Cells::exact).orElse("");
    }
}
