package org.citygauge.aggregator.projection;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is to be rebuilt, one after the other: what was asked for, and single hours of the sensors whose points were refused. What was asked for goes on
 * after a restart. Safe for use by many threads; one works it off.
 */
public final class Rebuilding {
    private static final int MOST_HOURS = 10_000;

    private final Note note;
    private final TreeSet<Instant> hours = new TreeSet<>();
    private Optional<Rebuild> asked;

    public Rebuilding(Note note) {
        this.note = note;
        asked = note.read().map(Rebuild::parse);
    }

    /**
     * Begins another one. Blocks for a moment.
     *
     * @throws IllegalStateException if one is under way
     */
    public synchronized Rebuild ask(Instant from, Instant to) {
        asked.filter(running -> !running.isDone()).ifPresent(running -> {
            throw new IllegalStateException("a rebuild from " + running.from() + " to " + running.to()
                    + " is under way, and has reached " + running.reached());
        });
        return keep(new Rebuild(from, to, from, 0));
    }

    private Rebuild keep(Rebuild rebuild) {
        note.write(rebuild.text());
        asked = Optional.of(rebuild);
        return rebuild;
    }

    /**
     * The hour of the sensors that ends then is to be written again.
     *
     * @return whether it will be
     */
    public synchronized boolean ask(Instant hourEnd) {
        return hours.contains(hourEnd) || (hours.size() < MOST_HOURS && hours.add(hourEnd));
    }

    /** What was asked for last, under way or done. */
    public synchronized Optional<Rebuild> last() {
        return asked;
    }

    /** An hour to be written again, if any waits. */
    public synchronized Optional<Instant> hour() {
        return hours.isEmpty() ? Optional.empty() : Optional.of(hours.first());
    }

    public synchronized void hourDone(Instant hourEnd) {
        hours.remove(hourEnd);
    }

    /** All of the last one is written up to {@code reached}. */
    public synchronized void reached(Instant reached, long points) {
        asked.ifPresent(running -> keep(running.at(reached, points)));
    }
}
