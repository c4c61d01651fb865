package org.citygauge.aggregator.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedReading;

/**
 * When a readable reading is refused all the same.
 *
 * @param earliest readings before it are too old
 * @param tolerance how far ahead of its receipt a reading may be
 * @param maxUnregistered most sensors the register does not know that are kept
 */
public record AdmissionRules(Instant earliest, Duration tolerance, int maxUnregistered) {
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Why a reading that came at {@code receiptMicros} is refused for its time. */
    Optional<Taken.Refused> refuse(Reading reading, long receiptMicros) {
        if (reading.timeMicros() < earliestMicros()) {
            return Optional.of(new Taken.Refused(
                    RejectedReading.TOO_OLD,
                    "its time " + MicroTime.text(reading.timeMicros()) + " is before " + earliest));
        }
        if (reading.timeMicros() - toleranceMicros() > receiptMicros) {
            return Optional.of(new Taken.Refused(
                    RejectedReading.FUTURE,
                    "its time " + MicroTime.text(reading.timeMicros()) + " is ahead of its receipt at "
                            + MicroTime.text(receiptMicros) + " by more than "
                            + tolerance + ": set the device's clock, or ours"));
        }
        return Optional.empty();
    }

    private long earliestMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, earliest);
    }

    private long toleranceMicros() {
        return tolerance.toNanos() / 1000;
    }
}
