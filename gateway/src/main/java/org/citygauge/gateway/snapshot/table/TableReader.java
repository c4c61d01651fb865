package org.citygauge.gateway.snapshot.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.citygauge.gateway.table.Cells;

/** Reads what {@link TableWriter} wrote, row by row, and does not trust it. */
public final class TableReader {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    private TableReader() {}

    /** What is done with each row; its cells are in the order of the form's columns. */
    public interface Rows {
        void row(List<String> cells) throws IOException;
    }

    /** @throws IOException naming the line where it is no such table */
    public static void read(TableForm form, InputStream in, Rows rows) throws IOException {
        try (CSVParser parser =
                FORMAT.parse(new InputStreamReader(new ModestLines(in), StandardCharsets.UTF_8.newDecoder()))) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext() || !records.next().toList().equals(form.names())) {
                throw new IOException("line 1: the columns are not " + String.join(",", form.names()));
            }
            while (records.hasNext()) {
                CSVRecord record = records.next();
                if (record.size() != form.columns().size()) {
                    throw new IOException("line " + parser.getCurrentLineNumber() + ": " + record.size() + " cells for "
                            + form.columns().size() + " columns");
                }
                rows.row(bare(record.stream()));
            }
        } catch (CSVException | UncheckedIOException | IllegalStateException broken) {
            throw new IOException("no CSV: " + broken.getMessage(), broken);
        }
    }

    private static List<String> bare(Stream<String> cells) {
        return cells.map(Cells::bare).toList();
    }

    /** All rows of a table that is small. */
    public static List<List<String>> readAll(TableForm form, InputStream in) throws IOException {
        var all = new ArrayList<List<String>>();
        read(form, in, all::add);
        return all;
    }
}
