package org.citygauge.gateway.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a line of CSV (RFC 4180) into its cells. A cell holds no line break, so that one broken line never swallows the next:
 * that, and speed, is why no library reads these files.
 */
final class CsvLine {
    private CsvLine() {}

    /** The cells; empty when quotes are not closed, or not where they belong. */
    static Optional<List<String>> split(String line) {
        return line.indexOf('"') < 0 ? Optional.of(plain(line)) : quoted(line);
    }

    private static List<String> plain(String line) {
        var cells = new ArrayList<String>(8);
        int from = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
            cells.add(line.substring(from, comma));
            from = comma + 1;
        }
        cells.add(line.substring(from));
        return cells;
    }

    private static Optional<List<String>> quoted(String line) {
        var cells = new ArrayList<String>(8);
        int at = 0;
        while (true) {
            int end = endOfCell(line, at);
            if (end < 0) {
                return Optional.empty();
            }
            cells.add(unquoted(line.substring(at, end)));
            if (end == line.length()) {
                return Optional.of(cells);
            }
            at = end + 1;
        }
    }

    /** The place of the comma or end behind the cell that begins at {@code from}; -1 when its quotes are wrong. */
    private static int endOfCell(String line, int from) {
        if (from == line.length() || line.charAt(from) != '"') {
            int comma = line.indexOf(',', from);
            int end = comma < 0 ? line.length() : comma;
            return line.substring(from, end).indexOf('"') < 0 ? end : -1;
        }
        int at = from + 1;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                return -1;
            }
            boolean last = quote + 1 == line.length();
            if (last || line.charAt(quote + 1) == ',') {
                return quote + 1;
            }
            if (line.charAt(quote + 1) != '"') {
                return -1;
            }
            at = quote + 2;
        }
    }

    private static String unquoted(String cell) {
        return cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }
}
