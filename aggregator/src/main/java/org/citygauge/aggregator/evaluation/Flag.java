package org.citygauge.aggregator.evaluation;

/** What is remarkable about a number. Flagged, never clipped. */
public enum Flag {
    YEAR_TO_DATE("yearToDate"),
    CARRIED_FORWARD("carriedForward"),
    OVER_HUNDRED_PERCENT("overHundredPercent"),
    OVER_WEIGHT("overWeight"),
    CONFLICTING_VALUES("conflictingValues"),
    RECEIPT_TIME("receiptTime"),
    COUNTER_RESET("counterReset"),
    GLITCH("glitch"),
    ROLLOVER("rollover"),
    OUT_OF_RANGE("outOfRange"),
    JUMP("jump"),
    STUCK("stuck"),
    UNIT_INCOMPATIBLE("unitIncompatible");

    private final String code;

    Flag(String code) {
        this.code = code;
    }

    /** The name in the API, such as {@code yearToDate}. */
    public String code() {
        return code;
    }
}
