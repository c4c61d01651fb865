package org.citygauge.aggregator.hour;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The hours of a city's clock. An hour is named by the instant it starts at, in seconds since the epoch; days have 23, 24 or 25 of
 * them, and in zones with odd offsets they start at odd minutes.
 *
 * <p>Safe for use by many threads.
 */
public final class CityHours {
    /** Hours start at whole quarters of an hour, in seconds; no two start in the same one. */
    public static final int QUARTER = 900;

    private static final int HOUR = 3600;
    private static final long MICROS = 1_000_000;

    private final ZoneId zone;
    private final ZoneRules rules;
    private volatile OffsetSpan cached = new OffsetSpan(0, 0, 0);

    /** Between {@code from} and {@code to} (seconds since the epoch, exclusive) the clock is {@code offset} seconds ahead. */
    private record OffsetSpan(long from, long to, int offset) {}

    public CityHours(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    public ZoneId zone() {
        return zone;
    }

    /** The hour that holds the instant {@code micros} (microseconds since the epoch). */
    public long hourOf(long micros) {
        long second = Math.floorDiv(micros, MICROS);
        OffsetSpan span = cached;
        if (second < span.from || second >= span.to) {
            span = spanOf(second);
            cached = span;
        }
        return Math.floorDiv(second + span.offset, HOUR) * HOUR - span.offset;
    }

    private OffsetSpan spanOf(long second) {
        Instant instant = Instant.ofEpochSecond(second);
        ZoneOffset offset = rules.getOffset(instant);
        ZoneOffsetTransition next = rules.nextTransition(instant);
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusSeconds(1));
        return new OffsetSpan(
                previous == null ? Long.MIN_VALUE : previous.toEpochSecond(),
                next == null ? Long.MAX_VALUE : next.toEpochSecond(),
                offset.getTotalSeconds());
    }

    /** The first instant of the hour that holds {@code micros}, in microseconds: mostly the one it is named by. */
    public long startOf(long micros) {
        long hour = hourOf(micros);
        long start = hour * MICROS;
        // Where the clock is set back by a part of an hour, the next one is named by an instant of the one before.
        while (hourOf(start) != hour) {
            start += QUARTER * MICROS;
        }
        return start;
    }

    /** The first instant after the hour that holds {@code micros}, in microseconds: where the next hour starts. */
    public long endOf(long micros) {
        long next = (hourOf(micros) + HOUR) * MICROS;
        long hour = hourOf(micros);
        // Where the clock is set by a part of an hour, an hour may be shorter or longer than 60 minutes.
        while (hourOf(next) == hour) {
            next += 15 * 60 * MICROS;
        }
        while (next - MICROS > micros && hourOf(next - MICROS) != hour) {
            next -= 15 * 60 * MICROS;
        }
        return next;
    }
}
