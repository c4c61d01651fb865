package org.citygauge.gateway.upload;

import java.util.Optional;

/**
 * Something to be said of a place in a table.
 *
 * @param row counted from 1: the line of a file, the row of a sheet; 0 for the whole of it
 * @param column its name; empty for the whole row
 * @param cell its name in a sheet, such as {@code C7}
 * @param text names what is wrong and what would be right
 */
public record Finding(int row, String column, Optional<String> cell, String text) {
    private static final int SHOWN = 60;

    static Finding ofAll(String text) {
        return new Finding(0, "", Optional.empty(), text);
    }

    static Finding ofRow(int row, String text) {
        return new Finding(row, "", Optional.empty(), text);
    }

    /** What somebody wrote, in quotes, and not longer than anybody reads. */
    static String quoted(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return "\"" + (printable.length() > SHOWN ? printable.substring(0, SHOWN) + "…" : printable) + "\"";
    }

    /** The place and the text, as a person reads it. */
    @Override
    public String toString() {
        if (row == 0) {
            return text;
        }
        return cell.map(name -> name + " (" + column + ")")
                        .orElse((column.isEmpty() ? "row " : "line ") + row + (column.isEmpty() ? "" : ", " + column))
                + ": " + text;
    }
}
