package org.citygauge.gateway.upload;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.citygauge.gateway.config.Spelling;

/** The rows of a table whose columns are known. */
final class FigureTable {
    private FigureTable() {}

    /**
     * The rows that say something, below the names of the columns.
     *
     * @param errors takes what is wrong with the table
     * @param skipped takes each row that says nothing
     */
    static List<TableRow> rows(
            Sheet sheet, Consumer<Finding> errors, Consumer<Finding> notes, Consumer<Integer> skipped) {
        sheet.findings().forEach(errors);
        if (sheet.rows().isEmpty()) {
            if (sheet.findings().isEmpty()) {
                errors.accept(Finding.ofAll(
                        "is empty; the first row names the columns, at least " + FigureColumn.required()));
            }
            return List.of();
        }
        Optional<Map<FigureColumn, Integer>> places = places(sheet, errors);
        if (places.isEmpty()) {
            return List.of();
        }
        var rows = new ArrayList<TableRow>();
        int columns = sheet.rows().getFirst().cells().keySet().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        for (Sheet.Row each : sheet.rows().subList(1, sheet.rows().size())) {
            each.cells().keySet().stream()
                    .filter(place -> place > columns)
                    .findFirst()
                    .ifPresent(place -> errors.accept(new Finding(
                            each.number(),
                            "",
                            sheet.nameOf(each.number(), place),
                            "stands in no column"
                                    + (sheet.hasCellNames() ? "" : "; put values that hold a separator in quotes"))));
            var row = new TableRow(sheet, each, places.get(), errors, notes);
            if (isHeaderAgain(row)) {
                errors.accept(Finding.ofRow(each.number(), "names the columns once more; two tables in one file?"));
            } else if (row.saysNothing()) {
                skipped.accept(each.number());
            } else {
                rows.add(row);
            }
        }
        return rows;
    }

    private static boolean isHeaderAgain(TableRow row) {
        return row.text(FigureColumn.MEASURE).equalsIgnoreCase(FigureColumn.MEASURE.code());
    }

    /** Where each column stands; empty where the first row is no header. */
    private static Optional<Map<FigureColumn, Integer>> places(Sheet sheet, Consumer<Finding> errors) {
        Sheet.Row header = sheet.rows().getFirst();
        Map<Integer, String> names = new HashMap<>();
        header.cells().forEach((place, cell) -> names.put(place, cell instanceof Cell.Text(String text) ? text : "?"));
        if (names.values().stream().noneMatch(FigureColumn::isOne)) {
            errors.accept(Finding.ofRow(
                    header.number(),
                    "has to name the columns, at least " + FigureColumn.required() + "; it holds "
                            + Finding.quoted(names.values().stream().limit(5).collect(Collectors.joining(", ")))));
            return Optional.empty();
        }
        Map<FigureColumn, Integer> places = new EnumMap<>(FigureColumn.class);
        Map<FigureColumn, String> meant = new EnumMap<>(FigureColumn.class);
        names.forEach((place, name) -> {
            Optional<FigureColumn> column = FigureColumn.of(name);
            String before = column.map(known -> String.valueOf(meant.putIfAbsent(known.meant(), name)))
                    .orElse("null");
            if (column.isEmpty()) {
                errors.accept(atHeader(
                        sheet,
                        header,
                        place,
                        Finding.quoted(name) + " is no column" + Spelling.hint(name, FigureColumn.names())));
            } else if (!before.equals("null")) {
                errors.accept(atHeader(
                        sheet,
                        header,
                        place,
                        before.equals(name)
                                ? "there are two columns " + Finding.quoted(name)
                                : Finding.quoted(before) + " and " + Finding.quoted(name) + " are the same column"));
            } else {
                places.put(column.get().meant(), place);
            }
        });
        String missing = FigureColumn.REQUIRED.stream()
                .filter(column -> !places.containsKey(column))
                .map(FigureColumn::code)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            errors.accept(Finding.ofRow(header.number(), "has no column " + missing));
            return Optional.empty();
        }
        return Optional.of(places);
    }

    private static Finding atHeader(Sheet sheet, Sheet.Row header, int place, String text) {
        return new Finding(header.number(), "", sheet.nameOf(header.number(), place), text);
    }
}
