package org.citygauge.gateway.table;

import java.math.BigDecimal;

/** Cells of tables that are written: exact numbers, and text that no spreadsheet takes for a formula. */
public final class Cells {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private Cells() {}

    /** All digits of a number, none of them for nothing. */
    public static String exact(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** A text that begins like a formula, with an apostrophe before it; numbers stay as they are. */
    public static String harmless(String text) {
        boolean risky = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return risky && !text.matches("-?[0-9.]+") ? "'" + text : text;
    }
}
