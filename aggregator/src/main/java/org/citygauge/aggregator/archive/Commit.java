package org.citygauge.aggregator.archive;

import java.util.List;
import java.util.Map;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.journal.Position;

/**
 * Everything that moves forward together.
 *
 * @param position the journal is taken in up to here
 * @param newSeries series that appeared
 * @param delta the readings taken in, see {@link DeltaLog}; empty when none
 * @param books new totals of the lines that changed
 * @param deadLetters new ones
 * @param mended ids of dead letters that are gone
 * @param merge what to bring into its place; {@link Merge#NONE} for nothing
 * @param late by series that took in readings out of order, the time of the oldest of these in microseconds
 * @param past what those who follow the readings were told since
 */
public record Commit(
        Position position,
        List<SeriesRow> newSeries,
        byte[] delta,
        Map<BookItem, Long> books,
        List<NewDeadLetter> deadLetters,
        List<Long> mended,
        Merge merge,
        Map<Integer, Long> late,
        List<Past> past) {

    /** What a {@link Follower} has to write again, by series. */
    public record Past(String follower, Map<Integer, Stretch> told) {}

    /** Readings of an hour of a series, to be united with those that are in their place. */
    public record SeriesHour(int series, HourSet set) {}

    /** What the merged readings of a series cover, as in {@link SeriesRow}. */
    public record Cover(int series, long firstMicros, long lastMicros) {}

    /**
     * A step of bringing readings into their place.
     *
     * @param covered what the series cover then
     * @param begins whether it is the first of a pass: all deltas up to the one of this commit become superfluous with its last
     * @param ends whether it is the last of a pass
     */
    public record Merge(List<SeriesHour> hours, List<Cover> covered, boolean begins, boolean ends) {
        public static final Merge NONE = new Merge(List.of(), List.of(), false, false);
    }
}
