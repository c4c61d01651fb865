package org.citygauge.aggregator.engine;

import java.util.List;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.RejectedReading;

/** What reading a message yields. */
public sealed interface Decoded {
    /**
     * It could be read.
     *
     * @param outcomes one for each element and value, in their order in the message
     */
    record Readings(List<Outcome> outcomes) implements Decoded {}

    /**
     * It could not.
     *
     * @param detail names the culprit and what would be right
     */
    record Rejected(RejectedMessage reason, String detail) implements Decoded {}

    /** What one element of a message yields. */
    sealed interface Outcome {}

    record Good(Reading reading) implements Outcome {}

    /** @param detail names the culprit (the element's place, the key) and what would be right */
    record Bad(RejectedReading reason, String detail) implements Outcome {}
}
