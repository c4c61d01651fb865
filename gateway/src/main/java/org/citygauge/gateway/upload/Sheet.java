package org.citygauge.gateway.upload;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as it was sent, cell by cell; what it means is for others to say.
 *
 * @param hasCellNames whether its cells are called {@code C7}, as in a spreadsheet
 * @param rows with something in them, in order; the first holds the names of the columns
 * @param findings what is wrong with it as a table; where there is something, rows may be missing
 */
record Sheet(boolean hasCellNames, List<Row> rows, List<Finding> findings) {
    /** More than any city has figures. */
    static final int MAX_ROWS = 10_000;

    static final int MAX_COLUMNS = 100;
    static final int MAX_TEXT = 10_000;

    Sheet {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
    }

    static Sheet unreadable(Finding why) {
        return new Sheet(false, List.of(), List.of(why));
    }

    /**
     * A row with something in it.
     *
     * @param number counted from 1
     * @param cells by the place of their column, counted from 0
     */
    record Row(int number, Map<Integer, Cell> cells) {
        Row {
            cells = Map.copyOf(cells);
        }
    }

    /** What a cell is called, where cells have names. */
    Optional<String> nameOf(int row, int column) {
        return hasCellNames ? Optional.of(letters(column) + row) : Optional.empty();
    }

    private static String letters(int column) {
        return (column >= 26 ? letters(column / 26 - 1) : "") + (char) ('A' + column % 26);
    }
}
