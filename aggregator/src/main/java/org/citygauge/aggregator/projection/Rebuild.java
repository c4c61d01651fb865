package org.citygauge.aggregator.projection;

import java.time.Instant;

/**
 * A part of a copy that is written again because somebody asked for it: all hours that end after {@code from} up to {@code to}.
 *
 * @param reached how far it is
 * @param points written so far, since the start of the gateway
 */
public record Rebuild(Instant from, Instant to, Instant reached, long points) {
    public Rebuild {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("nothing lies between " + from + " and " + to);
        }
    }

    public boolean isDone() {
        return !reached.isBefore(to);
    }

    /** From 0 to 1. */
    public double share() {
        return Math.min(
                1,
                (double) java.time.Duration.between(from, reached).toSeconds()
                        / Math.max(1, java.time.Duration.between(from, to).toSeconds()));
    }

    /** The same, further on. */
    Rebuild at(Instant now, long more) {
        return new Rebuild(from, to, now, points + more);
    }

    /** Without the points. */
    String text() {
        return from + " " + to + " " + reached;
    }

    static Rebuild parse(String text) {
        String[] parts = text.split(" ", -1);
        return new Rebuild(Instant.parse(parts[0]), Instant.parse(parts[1]), Instant.parse(parts[2]), 0);
    }
}
