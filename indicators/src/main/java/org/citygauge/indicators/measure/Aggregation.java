package org.citygauge.indicators.measure;

import java.util.Locale;

/** How the year's value of a measure comes about. */
public enum Aggregation {
    /** The total of the amounts dated in the year. */
    SUM,
    /** The arithmetic mean over the year. */
    MEAN,
    /** The value at the reference instant; over the register, every asset in service, online or not. */
    LAST,
    /** The growth of meters over the year. */
    COUNTER,
    /** Assets that meet the condition and proved live. */
    LIVE_COUNT,
    /** A length, area, population or capacity summed over assets that proved live. */
    LIVE_WEIGHT,
    /** Durations added up. */
    DURATION_TOTAL;

    /** The name in catalogue files, such as {@code live_count}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
