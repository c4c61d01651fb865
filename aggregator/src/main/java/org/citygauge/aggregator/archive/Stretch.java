package org.citygauge.aggregator.archive;

/**
 * A stretch of time, both ends included.
 *
 * @param from in microseconds
 * @param to in microseconds, not before {@code from}
 */
public record Stretch(long from, long to) {
    public Stretch {
        if (to < from) {
            throw new IllegalArgumentException("a stretch that ends before it begins: " + from + " to " + to);
        }
    }

    public static Stretch at(long micros) {
        return new Stretch(micros, micros);
    }

    /** The shortest that holds both. */
    public Stretch with(Stretch other) {
        return new Stretch(Math.min(from, other.from), Math.max(to, other.to));
    }
}
