package org.citygauge.aggregator.reading;

import java.util.Locale;

/** Why a reading inside a readable message cannot be used. */
public enum RejectedReading {
    NO_SENSOR,
    NO_VALUE,
    NOT_A_NUMBER,
    UNIT_UNKNOWN,
    TIME_UNREADABLE,
    TOO_OLD,
    FUTURE,
    TOO_MANY_SENSORS;

    /** The name in the books, metrics and dead letters, such as {@code not_a_number}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
