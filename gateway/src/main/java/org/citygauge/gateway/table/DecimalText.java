package org.citygauge.gateway.table;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimals as people write them: every digit counts, and no number takes long to work with. */
public final class DecimalText {
    private static final Pattern FORM = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?");

    private DecimalText() {}

    /** The number; empty where it is none, or has more than 40 digits before or after the point. */
    public static Optional<BigDecimal> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** What is wrong with a text that is no number. */
    public static String explain(String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return "\"" + shown + "\" is no number" + (text.indexOf(',') >= 0 ? "; write a decimal point" : "");
    }
}
