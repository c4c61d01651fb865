package org.citygauge.aggregator.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.citygauge.aggregator.reading.MicroTime;

/**
 * A reading as a device sends it, before anything is made of it.
 *
 * @param time empty where the device has no clock
 * @param receipt when it came
 */
record Sent(
        String sensor,
        String quantity,
        Optional<Instant> time,
        Instant receipt,
        String value,
        String unit,
        String id,
        long revision) {

    /** As {@link TestCity} takes it. */
    String line() {
        return String.join(
                ",",
                sensor,
                time.map(Instant::toString).orElse(""),
                value,
                id,
                Long.toString(revision),
                unit,
                quantity);
    }

    long micros() {
        return MicroTime.of(time.orElse(receipt));
    }

    BigDecimal number() {
        return new BigDecimal(value);
    }
}
