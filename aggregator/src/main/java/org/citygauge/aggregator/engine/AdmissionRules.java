package org.citygauge.aggregator.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a readable reading is refused all the same.
 *
 * @param earliest readings before it are too old
 * @param tolerance how far ahead of its receipt a reading may be
 * @param maxUnregistered most sensors the register does not know that are kept
 */
public record AdmissionRules(Instant earliest, Duration tolerance, int maxUnregistered) {
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    long earliestMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, earliest);
    }

    long toleranceMicros() {
        return tolerance.toNanos() / 1000;
    }
}
