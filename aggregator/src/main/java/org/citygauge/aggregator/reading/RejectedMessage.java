package org.citygauge.aggregator.reading;

import java.util.Locale;

/** Why a message as a whole cannot be used. */
public enum RejectedMessage {
    /** It is no JSON, or not of the form its mapping asks for. */
    MALFORMED,
    /** No source takes its topic. */
    NO_SOURCE,
    /** Its payload is longer than the gateway keeps. */
    TOO_LARGE;

    /** The name in the books, metrics and dead letters, such as {@code no_source}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
