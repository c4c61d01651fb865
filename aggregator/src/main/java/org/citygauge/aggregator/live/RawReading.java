package org.citygauge.aggregator.live;

import java.time.Instant;
import org.citygauge.aggregator.reading.Decimal;

/**
 * A reading as it was sent.
 *
 * @param time when it was measured
 * @param quantity as sent, or empty
 * @param unit as sent, or empty
 * @param id the event id, mostly empty
 * @param receiptTime whether the time is ours, because the device sent none
 * @param conflict whether different values were sent for it
 */
public record RawReading(
        Instant time,
        String quantity,
        Decimal value,
        String unit,
        String id,
        long revision,
        boolean receiptTime,
        boolean conflict) {}
