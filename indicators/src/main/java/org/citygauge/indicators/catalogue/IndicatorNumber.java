package org.citygauge.indicators.catalogue;

import java.util.Comparator;
import java.util.regex.Pattern;

/** The number of an indicator, theme and place in it, such as 19.8; ordered by theme, then place. */
public record IndicatorNumber(int theme, int place) implements Comparable<IndicatorNumber> {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,3}\\.[1-9][0-9]{0,3}");
    private static final Comparator<IndicatorNumber> ORDER =
            Comparator.comparingInt(IndicatorNumber::theme).thenComparingInt(IndicatorNumber::place);

    public static IndicatorNumber parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no indicator number such as 19.8");
        }
        int dot = text.indexOf('.');
        return new IndicatorNumber(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(IndicatorNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return theme + "." + place;
    }
}
