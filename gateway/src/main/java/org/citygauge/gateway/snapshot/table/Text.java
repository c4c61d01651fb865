package org.citygauge.gateway.snapshot.table;

import java.util.regex.Pattern;

/** Text in cells that a spreadsheet may open: what begins like a formula has an apostrophe before it, and loses it when read. */
final class Text {
    private static final Pattern RISKY = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private Text() {}

    static String harmless(String text) {
        return isRisky(text) ? "'" + text : text;
    }

    static String bare(String cell) {
        return cell.startsWith("'") && isRisky(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean isRisky(String text) {
        return !text.isEmpty()
                && (text.charAt(0) == '\'' || "=+-@\t\r".indexOf(text.charAt(0)) >= 0)
                && RISKY.matcher(text).matches()
                && !NUMBER.matcher(text).matches();
    }
}
