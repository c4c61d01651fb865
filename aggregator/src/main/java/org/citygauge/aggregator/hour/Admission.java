package org.citygauge.aggregator.hour;

/** What taking a reading into its hour made of the set. */
public sealed interface Admission {
    /** It was new. */
    record Stored(HourSet set) implements Admission {}

    /** It was there already, word for word or by a value that holds against it; nothing changed. */
    record Duplicate() implements Admission {}

    /** Its identity was there with another value: a duplicate all the same, but the set says so now. */
    record Replaced(HourSet set) implements Admission {}
}
