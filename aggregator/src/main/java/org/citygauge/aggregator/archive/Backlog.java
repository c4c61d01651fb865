package org.citygauge.aggregator.archive;

/**
 * What waits in memory and deltas to be brought into its place, and whether there is room for more. Belongs to the thread that admits
 * and commits.
 */
final class Backlog {
    private static final int FEW_READINGS = 1_000_000;
    /** Of few series: their hours are long, and each pass writes the running ones anew. */
    private static final int MOST_READINGS = 3_000_000;

    private static final int FEW_SERIES = 20_000;

    private final ReadingStore.Room room;
    private final MergePass merge = new MergePass();
    private long readings;
    private long hours;

    Backlog(ReadingStore.Room room) {
        this.room = room;
    }

    /** A series holds one more reading that waits. */
    void add(Series series, boolean inAnotherHour) {
        readings++;
        hours += inAnotherHour ? 1 : 0;
        merge.add(series);
    }

    /** How many readings wait for the next pass. */
    long readings() {
        return readings;
    }

    /** How many hours of series are held in memory, whole or in part. */
    long hours() {
        return hours;
    }

    /** See {@link ReadingStore#isWorthMerging}. */
    boolean isWorthMerging() {
        int waiting = merge.waiting();
        return readings > Math.max(FEW_READINGS, MOST_READINGS - 2L * waiting) + waiting
                || hours > room.many() + waiting;
    }

    /** See {@link ReadingStore#isOverfull}. */
    boolean isOverfull(long allSeries) {
        return hours > room.most() + allSeries;
    }

    /** See {@link ReadingStore#isQuicklyMerged}. */
    boolean isQuicklyMerged() {
        return merge.waiting() > 0 && merge.waiting() <= FEW_SERIES;
    }

    /** Whether a pass is under way. */
    boolean isMerging() {
        return merge.isRunning();
    }

    /** The next step of the pass that is under way; else the first of a new one. */
    Commit.Merge mergeStep() {
        Commit.Merge step = merge.step();
        if (step.begins()) {
            readings = 0;
        }
        return step;
    }

    /** The archive has the last step. */
    void merged() {
        hours -= merge.stepDone();
    }
}
