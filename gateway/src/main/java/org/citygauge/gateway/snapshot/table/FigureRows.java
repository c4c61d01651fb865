package org.citygauge.gateway.snapshot.table;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.figure.NotAvailable;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.FigureHistory;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.indicators.measure.MeasureId;

/** The rows of {@link Forms#FIGURES}. */
public final class FigureRows {
    private FigureRows() {}

    /**
     * Every version of every figure, by measure, year and version, and every figure that counts though no version of it is known.
     *
     * @param counts what the year's numbers are made of
     */
    public static List<List<String>> of(Figures counts, List<FigureHistory> histories) {
        var rows = new ArrayList<List<String>>();
        var known = new TreeSet<FigureKey>();
        for (FigureHistory history : histories) {
            known.add(history.key());
            Optional<FigureVersion> inForce = history.inForce().filter(version -> counts(counts, version));
            history.versions().forEach(version -> rows.add(row(counts, version, inForce)));
        }
        counts.all().stream()
                .filter(figure -> !known.contains(new FigureKey(figure.measure(), figure.year())))
                .forEach(figure -> rows.add(row(figure)));
        rows.sort(Comparator.<List<String>, String>comparing(List::getFirst)
                .thenComparing(row -> cell(row, "year"))
                .thenComparingInt(row -> cell(row, "version").length())
                .thenComparing(row -> cell(row, "version")));
        return rows;
    }

    private static boolean counts(Figures counts, FigureVersion version) {
        return counts.of(version.measure(), version.year()).isPresent()
                || counts.unavailable(version.measure(), version.year()).isPresent();
    }

    private static List<String> row(Figures counts, FigureVersion version, Optional<FigureVersion> inForce) {
        boolean isInForce = inForce.filter(version::equals).isPresent();
        Optional<Figure> figure = isInForce ? counts.of(version.measure(), version.year()) : Optional.empty();
        Content its = version.content();
        return List.of(
                version.measure().value(),
                Integer.toString(version.year()),
                Long.toString(version.version()),
                version.state().code(),
                Boolean.toString(isInForce),
                Words.exact(figure.map(Figure::value)),
                its.value().map(BigDecimal::toPlainString).orElse(""),
                figure.map(Figure::unit).orElse(its.unit()),
                Integer.toString(its.yearOfData()),
                figure.map(Figure::source).orElse(its.source().inWords()),
                its.source().organisation(),
                its.source().document(),
                its.source().address(),
                its.method(),
                figure.map(Figure::note).orElse(its.comment()),
                its.notAvailableBecause().orElse(""),
                its.asOf().map(LocalDate::toString).orElse(""),
                its.evidence().stream().map(FigureRows::fileName).distinct().collect(Collectors.joining(" ")),
                version.time().toString(),
                version.actor(),
                version.reason());
    }

    /** What a file that proves something is called in the package: its digest, and as much of its name as any system can hold. */
    public static String fileName(EvidenceRef file) {
        String name = file.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return file.sha256() + "-" + name.substring(Math.max(0, name.length() - 80));
    }

    private static List<String> row(Figure figure) {
        return List.of(
                figure.measure().value(),
                Integer.toString(figure.year()),
                "",
                "approved",
                "true",
                Words.exact(Optional.of(figure.value())),
                "",
                figure.unit(),
                Integer.toString(figure.year()),
                figure.source(),
                "",
                "",
                "",
                "",
                figure.note(),
                "",
                figure.asOf().map(LocalDate::toString).orElse(""),
                "",
                "",
                "",
                "");
    }

    /** The figures in force, as the rows have them. */
    public static Figures inForce(List<List<String>> rows) {
        var figures = new ArrayList<Figure>();
        var notAvailable = new ArrayList<NotAvailable>();
        for (List<String> row : rows) {
            if (cell(row, "in_force").equals("true")) {
                Optional<BigDecimal> value = Exact.number(cell(row, "measure_value"));
                value.ifPresent(number -> figures.add(figure(row, number)));
                String reason = cell(row, "not_available_because");
                if (value.isEmpty() && !reason.isEmpty()) {
                    notAvailable.add(new NotAvailable(measure(row), year(row), reason));
                }
            }
        }
        return new Figures(figures, notAvailable);
    }

    private static Figure figure(List<String> row, BigDecimal value) {
        String asOf = cell(row, "as_of");
        return new Figure(
                measure(row),
                year(row),
                value,
                cell(row, "unit"),
                cell(row, "source"),
                asOf.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(asOf)),
                cell(row, "comment"));
    }

    private static MeasureId measure(List<String> row) {
        return new MeasureId(cell(row, "measure"));
    }

    private static int year(List<String> row) {
        return Math.toIntExact(Exact.whole(cell(row, "year")));
    }

    private static String cell(List<String> row, String column) {
        return row.get(Forms.FIGURES.place(column));
    }
}
