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
 * @param merge changed hours to bring into their place, which makes all deltas up to this one superfluous; empty for none
 * @param covered what merged series cover now
 * @param late by series that took in readings out of order, the time of the oldest of these in microseconds
 */
public record Commit(
        Position position,
        List<SeriesRow> newSeries,
        byte[] delta,
        Map<BookItem, Long> books,
        List<NewDeadLetter> deadLetters,
        List<Long> mended,
        List<SeriesHour> merge,
        List<SeriesRow> covered,
        Map<Integer, Long> late) {

    /** An hour of a series, whole. */
    public record SeriesHour(int series, HourSet set) {}
}
