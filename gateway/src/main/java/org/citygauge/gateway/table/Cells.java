package org.citygauge.gateway.table;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Cells of tables that are written: exact numbers, and text that no spreadsheet takes for a formula. */
public final class Cells {
    private static final Pattern RISKY = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private Cells() {}

    /** All digits of a number, none of them for nothing. */
    public static String exact(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** A text that begins like a formula, with an apostrophe before it; numbers stay as they are. */
    public static String harmless(String text) {
        return isRisky(text) ? "'" + text : text;
    }

    /** What {@link #harmless} was given. */
    public static String bare(String cell) {
        return cell.startsWith("'") && isRisky(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean isRisky(String text) {
        return !text.isEmpty()
                && (text.charAt(0) == '\'' || "=+-@\t\r".indexOf(text.charAt(0)) >= 0)
                && RISKY.matcher(text).matches()
                && !NUMBER.matcher(text).matches();
    }
}
