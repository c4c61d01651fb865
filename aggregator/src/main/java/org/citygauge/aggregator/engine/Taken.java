package org.citygauge.aggregator.engine;

import org.citygauge.aggregator.reading.RejectedReading;

/** What taking one reading in came to. */
sealed interface Taken {
    Taken STORED = new Stored();
    Taken DUPLICATE = new Duplicate();

    record Stored() implements Taken {}

    record Duplicate() implements Taken {}

    record Refused(RejectedReading reason, String detail) implements Taken {}
}
