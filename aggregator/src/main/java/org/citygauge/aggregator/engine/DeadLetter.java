package org.citygauge.aggregator.engine;

import java.time.Instant;

/**
 * Something that could not be used, kept for whoever can mend the reason.
 *
 * @param id greater for later ones
 * @param time when the message came
 * @param reason a code of {@link org.citygauge.aggregator.reading.RejectedMessage} or
 *     {@link org.citygauge.aggregator.reading.RejectedReading}, or {@link #INFLUX_REFUSED}
 * @param detail names the culprit and what would be right
 * @param payload the message, or its head when it was too large
 */
public record DeadLetter(
        long id, Instant time, String source, String topic, String reason, String detail, byte[] payload) {
    /** The source of what is no message: a point that was to be copied elsewhere. */
    public static final String PROJECTION = "projections.influx";

    /** InfluxDB does not take a point for what it is: the payload is its line, the topic its bucket. */
    public static final String INFLUX_REFUSED = "influx_refused";
}
