package org.citygauge.aggregator.register;

import java.time.Instant;

/** The half-open span {@code [from, to)}; an open side is {@link Instant#MIN} or {@link Instant#MAX}. */
public record Span(Instant from, Instant to) {
    public static final Span ALWAYS = new Span(Instant.MIN, Instant.MAX);

    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("empty span: [" + from + ", " + to + ")");
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** Whether the instants just before {@code instant} lie in it. */
    public boolean holdsUntil(Instant instant) {
        return from.isBefore(instant) && !to.isBefore(instant);
    }

    public boolean overlaps(Span other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }
}
