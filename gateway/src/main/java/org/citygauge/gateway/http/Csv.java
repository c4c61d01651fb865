package org.citygauge.gateway.http;

import org.citygauge.gateway.table.Cells;

/** Cells of comma-separated values (RFC 4180). */
final class Csv {
    private Csv() {}

    /** Quoted where it must be; what a spreadsheet would take for a formula begins with an apostrophe. */
    static String cell(String text) {
        String harmless = Cells.harmless(text);
        boolean plain = harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
