package org.citygauge.aggregator.projection;

import java.time.Duration;

/** How much time a step goes through, so that it takes neither long nor does next to nothing. Belongs to one thread. */
final class StepWidth {
    private static final long LEAST = Duration.ofHours(1).toNanos() / 1000;
    private static final long MOST = Duration.ofDays(64).toNanos() / 1000;
    private static final long FEW = 10_000;
    private static final long MANY = 40_000;

    private long micros = Duration.ofHours(6).toNanos() / 1000;

    long micros() {
        return micros;
    }

    /** The last step went through as much, and showed so many hours. */
    void showed(long hours) {
        if (hours < FEW) {
            micros = Math.min(MOST, micros * 2);
        } else if (hours > MANY) {
            micros = Math.max(LEAST, micros / 2);
        }
    }
}
