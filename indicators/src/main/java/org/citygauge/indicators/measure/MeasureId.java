package org.citygauge.indicators.measure;

import java.util.regex.Pattern;

/** The name of a measure, such as {@code public_parking_spaces_total}: lower case words joined by underscores. */
public record MeasureId(String value) implements Comparable<MeasureId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public MeasureId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is no measure id: use lower case words joined by underscores");
        }
    }

    @Override
    public int compareTo(MeasureId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
