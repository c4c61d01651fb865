package org.citygauge.aggregator.archive;

import java.util.HashMap;
import java.util.Map;

/**
 * Somebody who copies readings hour by hour and is told what came for hours that it is past: for each series the stretch of time in
 * which readings came. What it was told is kept in the archive together with the readings, until it says that it is done.
 *
 * <p>The thread that admits notes; one other thread takes.
 */
public final class Follower {
    private final String name;
    private final boolean hearsEverything;
    private final boolean hearsWhatDoesNotCount;
    private Map<Integer, Stretch> fresh = new HashMap<>();
    private Map<Integer, Stretch> toKeep = new HashMap<>();
    /** Volatile, so that a reading that is admitted while it moves is either told of, or seen by whoever moved it. */
    private volatile long past = Long.MIN_VALUE;

    /**
     * Somebody who is past nothing yet.
     *
     * @param name the same after a restart
     * @param hearsEverything whether it is also told of what it is not past; that is not kept
     */
    public Follower(String name, boolean hearsEverything) {
        this(name, hearsEverything, false);
    }

    private Follower(String name, boolean hearsEverything, boolean hearsWhatDoesNotCount) {
        this.name = name;
        this.hearsEverything = hearsEverything;
        this.hearsWhatDoesNotCount = hearsWhatDoesNotCount;
    }

    /** Somebody who is told of each reading, also of those that come for a closed year and do not count yet. */
    public static Follower ofAll(String name) {
        return new Follower(name, true, true);
    }

    public String name() {
        return name;
    }

    /** From now on it is told of readings from before this instant (in microseconds); to be called before it reads up to there. */
    public void past(long micros) {
        past = micros;
    }

    /** A reading was admitted, and can be seen. */
    void admitted(int series, long micros) {
        boolean late = micros < past;
        if (late || hearsEverything) {
            note(series, Stretch.at(micros), late);
        }
    }

    /** A reading was admitted that does not count as things are. */
    void admittedLate(int series, long micros) {
        if (hearsWhatDoesNotCount) {
            note(series, Stretch.at(micros), false);
        }
    }

    private synchronized void note(int series, Stretch stretch, boolean keep) {
        fresh.merge(series, stretch, Stretch::with);
        if (keep) {
            toKeep.merge(series, stretch, Stretch::with);
        }
    }

    /** It must write these, too. */
    public synchronized void add(Map<Integer, Stretch> more) {
        more.forEach((series, stretch) -> fresh.merge(series, stretch, Stretch::with));
    }

    /** What it was told since the last call, by series. */
    public synchronized Map<Integer, Stretch> take() {
        Map<Integer, Stretch> taken = fresh;
        fresh = new HashMap<>();
        return taken;
    }

    /** What is to be kept and was not taken by this yet. */
    synchronized Map<Integer, Stretch> takeToKeep() {
        if (toKeep.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Stretch> taken = toKeep;
        toKeep = new HashMap<>();
        return taken;
    }

    /** Whether it was told anything since the last {@link #take}. */
    public synchronized boolean isTold() {
        return !fresh.isEmpty();
    }
}
