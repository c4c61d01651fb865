package org.citygauge.gateway.snapshot.table;

import java.io.IOException;
import java.util.List;
import org.citygauge.gateway.table.Cells;

/** Writes rows as CSV: UTF-8, commas, a line feed behind each row. No cell is taken for a formula by a spreadsheet. */
public final class TableWriter {
    private final Appendable out;
    private final int columns;

    /** Writes the header. */
    public TableWriter(TableForm form, Appendable out) throws IOException {
        this.out = out;
        columns = form.columns().size();
        write(form.names());
    }

    /** Adds a row. */
    public void add(List<String> row) throws IOException {
        if (row.size() != columns) {
            throw new IllegalArgumentException(row.size() + " cells for " + columns + " columns");
        }
        write(row);
    }

    private void write(List<String> row) throws IOException {
        for (int i = 0; i < row.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(quoted(Cells.harmless(row.get(i))));
        }
        out.append('\n');
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
