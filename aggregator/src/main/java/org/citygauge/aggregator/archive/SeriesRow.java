package org.citygauge.aggregator.archive;

import org.citygauge.aggregator.reading.SeriesKey;

/**
 * A series as the archive lists it.
 *
 * @param generation see {@link Generations}; of one key each generation has a series of its own, the first of them the lowest id
 * @param firstMicros time of its oldest merged reading, {@link Long#MAX_VALUE} for none
 * @param lastMicros time of its newest merged reading, {@link Long#MIN_VALUE} for none
 */
public record SeriesRow(int id, SeriesKey key, int generation, long firstMicros, long lastMicros) {}
