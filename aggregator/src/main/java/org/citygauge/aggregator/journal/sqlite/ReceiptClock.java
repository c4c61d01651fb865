package org.citygauge.aggregator.journal.sqlite;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The receipt time of messages, in microseconds since the epoch: the larger of the clock and the last one, at most an hour ahead
 * of the clock.
 *
 * <p>So it never runs backwards, with one exception: where the clock was set back by more than an hour, it steps back to an hour
 * ahead of the clock and waits there. A clock that was once years ahead would otherwise date every message years ahead for good.
 * Not safe for use by many threads.
 */
final class ReceiptClock {
    private static final long MOST_AHEAD = Duration.ofHours(1).toNanos() / 1_000;

    private final InstantSource clock;
    private long last;

    /** @param last the newest receipt time there is, so that a restart does not turn time back */
    ReceiptClock(InstantSource clock, long last) {
        this.clock = clock;
        this.last = last;
    }

    long next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        last = Math.min(Math.max(now, last), now + MOST_AHEAD);
        return last;
    }
}
