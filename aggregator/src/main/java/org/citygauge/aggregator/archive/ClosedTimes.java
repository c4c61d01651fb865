package org.citygauge.aggregator.archive;

import java.util.ArrayList;
import java.util.List;

/** The spans of time that were closed, one after the other: where a reading that comes now belongs, and which count where. Immutable. */
public final class ClosedTimes {
    public static final ClosedTimes NONE = new ClosedTimes(List.of());

    private final List<Closed> closings;
    private final long before;
    private final Generations open;

    /**
     * A span, in microseconds, that was closed.
     *
     * @param number counts closings from 1; a span may be closed again, with a higher one
     */
    public record Closed(int number, long from, long to) {}

    /** @param closings by their numbers */
    public ClosedTimes(List<Closed> closings) {
        this.closings = List.copyOf(closings);
        before = closings.stream().mapToLong(Closed::to).max().orElse(Long.MIN_VALUE);
        open = new Generations(Integer.MAX_VALUE, newest(Integer.MAX_VALUE, Long.MIN_VALUE));
    }

    /** Readings of this instant (in microseconds) or later are in no closed span, nor before one. */
    long before() {
        return before;
    }

    /** The generation of a reading that comes now: the newest closing whose span it lies in or before; 0 if there is none. */
    public int generationAt(long micros) {
        int generation = 0;
        for (Closed closed : closings) {
            if (micros < closed.to) {
                generation = closed.number;
            }
        }
        return generation;
    }

    /** What counts for spans that are open: in a closed one only what was known when it was closed last. */
    public Generations open() {
        return open;
    }

    /** What counts for the span that closing {@code number} closed. It may be one that is still to come. */
    public Generations asOf(int number, long from) {
        return new Generations(number, newest(number, from));
    }

    /** For each span, but the one that starts at {@code except}, its newest closing below {@code number}. */
    private List<Generations.Except> newest(int number, long except) {
        var found = new ArrayList<Generations.Except>();
        for (Closed closed : closings.reversed()) {
            boolean isKnown = found.stream().anyMatch(one -> one.from() == closed.from && one.to() == closed.to);
            if (closed.number < number && closed.from != except && !isKnown) {
                found.add(new Generations.Except(closed.from, closed.to, closed.number));
            }
        }
        return found;
    }
}
