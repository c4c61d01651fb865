package org.citygauge.gateway.upload;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A number as somebody typed it. What could be read in two ways is never guessed. */
sealed interface TypedNumber {
    record Sound(BigDecimal value) implements TypedNumber {}

    /** @param why in words that go on from the text, with what would be right */
    record Unsound(String why) implements TypedNumber {}

    /** Digits, at most one decimal point. */
    Pattern PLAIN = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?");

    Pattern GROUPED_BY_BLANKS = Pattern.compile("[+-]?[0-9]{1,3}([ '\u2019\u00A0\u202F\u2009][0-9]{3})+([.,][0-9]+)?");
    Pattern GROUPED_BY_DOTS = Pattern.compile("[+-]?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+");
    Pattern GROUPED_BY_COMMAS = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+\\.[0-9]+");
    Pattern MANY_DOTS = Pattern.compile("[+-]?[0-9]{1,3}(\\.[0-9]{3}){2,}");
    Pattern MANY_COMMAS = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3}){2,}");
    Pattern ONE_COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+");
    Pattern OPEN_COMMA = Pattern.compile("[+-]?[0-9]{1,3},[0-9]{3}");

    static TypedNumber read(String text) {
        if (text.length() <= 100 && PLAIN.matcher(text).matches()) {
            return new Sound(new BigDecimal(text));
        }
        return new Unsound(text.length() > 100 ? "is no number" : why(text));
    }

    private static String why(String text) {
        if (GROUPED_BY_BLANKS.matcher(text).matches()) {
            return grouped(text.replaceAll("[ '\u2019\u00A0\u202F\u2009]", "").replace(',', '.'));
        }
        if (GROUPED_BY_DOTS.matcher(text).matches()) {
            return grouped(text.replace(".", "").replace(',', '.'));
        }
        if (GROUPED_BY_COMMAS.matcher(text).matches()
                || MANY_COMMAS.matcher(text).matches()) {
            return grouped(text.replace(",", ""));
        }
        if (MANY_DOTS.matcher(text).matches()) {
            return grouped(text.replace(".", ""));
        }
        if (OPEN_COMMA.matcher(text).matches()) {
            return "may be " + text.replace(",", "") + " or " + text.replace(',', '.')
                    + "; write whichever is meant, with a point for decimals and nothing between thousands";
        }
        if (ONE_COMMA.matcher(text).matches()) {
            return "has a decimal comma; write " + text.replace(',', '.');
        }
        if (text.endsWith("%")) {
            return "is a percentage; give the number in the measure's unit, without the sign";
        }
        if (text.chars().anyMatch(c -> Character.isDigit(c) && (c < '0' || c > '9'))) {
            return "is not written with the digits 0 to 9";
        }
        return "is no number; write digits, with a point for decimals, and put units into their own column";
    }

    private static String grouped(String right) {
        return "has separators between thousands; write " + right;
    }
}
