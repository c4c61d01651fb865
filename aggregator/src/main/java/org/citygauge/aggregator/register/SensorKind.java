package org.citygauge.aggregator.register;

/** How the values of a sensor add up over time. */
public enum SensorKind {
    /** A level at an instant; its mean counts. */
    GAUGE,
    /** A running total; its growth counts. */
    COUNTER,
    /** A portion per event; the sum counts. */
    AMOUNT,
    /** A state that holds until the next reading; its duration and its entries count. */
    STATE
}
