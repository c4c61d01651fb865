package org.citygauge.aggregator.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Brings what waits in memory and deltas into its hours, a step at a time, so that nobody waits for long and no step takes much memory.
 * A pass goes once through all series that had something waiting when it began; then the deltas from before are superfluous. Belongs to
 * the thread that commits.
 */
final class MergePass {
    /** A step takes so many hours of series, and then the rest of the last bucket. */
    private static final int HOURS_A_STEP = 1 << 14;

    private final List<Series> waiting = new ArrayList<>();
    private Series[] rest = {};
    private int next;
    private int stepEnd;
    private int stepHours;
    private boolean begins;

    /** A series has something that waits. */
    void add(Series series) {
        if (series.enlist()) {
            waiting.add(series);
        }
    }

    /** How many series wait for the next pass. */
    int waiting() {
        return waiting.size();
    }

    boolean isRunning() {
        return next < rest.length;
    }

    /** The next step of the pass that is running; else the first of a new one. */
    Commit.Merge step() {
        begins = !isRunning();
        if (begins) {
            rest = waiting.toArray(Series[]::new);
            Arrays.sort(rest, Comparator.comparingInt(Series::id));
            next = 0;
            waiting.clear();
        }
        var hours = new ArrayList<Commit.SeriesHour>();
        var covered = new ArrayList<Commit.Cover>();
        stepEnd = next;
        while (stepEnd < rest.length && (hours.size() < HOURS_A_STEP || sharesBucket(stepEnd))) {
            Series series = rest[stepEnd++];
            series.changedHours().forEach(set -> hours.add(new Commit.SeriesHour(series.id(), set)));
            covered.add(new Commit.Cover(series.id(), series.firstMicros(), series.lastMicros()));
        }
        stepHours = hours.size();
        return new Commit.Merge(hours, covered, begins, stepEnd == rest.length);
    }

    private boolean sharesBucket(int at) {
        return at > 0 && rest[at].id() / Archive.SERIES_TOGETHER == rest[at - 1].id() / Archive.SERIES_TOGETHER;
    }

    /**
     * The archive has the last step.
     *
     * @return how many hours are not held in memory any more
     */
    int stepDone() {
        for (int at = next; at < stepEnd; at++) {
            rest[at].merged();
        }
        next = stepEnd;
        if (!isRunning()) {
            rest = new Series[0];
            next = 0;
        }
        return stepHours;
    }
}
