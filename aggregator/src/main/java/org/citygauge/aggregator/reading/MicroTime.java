package org.citygauge.aggregator.reading;

import java.time.Instant;

/** Microseconds since the epoch, as this house counts time. */
public final class MicroTime {
    private static final long MILLION = 1_000_000;

    private MicroTime() {}

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MILLION), Math.floorMod(micros, MILLION) * 1000);
    }

    /** The last whole microsecond at or before {@code instant}. */
    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MILLION), instant.getNano() / 1000);
    }

    /** The instant as ISO 8601. */
    public static String text(long micros) {
        return instant(micros).toString();
    }
}
