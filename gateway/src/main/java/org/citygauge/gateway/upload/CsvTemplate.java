package org.citygauge.gateway.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.citygauge.gateway.table.Cells;

/** The template as comma-separated values. */
public final class CsvTemplate {
    private CsvTemplate() {}

    public static byte[] of(Template template) {
        List<FigureColumn> columns = FigureColumn.ofTemplate();
        var text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(columns.stream().map(FigureColumn::code).toList());
            for (Template.Line line : template.lines()) {
                printer.printRecord(columns.stream()
                        .map(column -> template.text(line, column))
                        .map(Cells::harmless)
                        .toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
