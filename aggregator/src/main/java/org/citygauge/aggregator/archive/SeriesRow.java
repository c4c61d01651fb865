package org.citygauge.aggregator.archive;

import org.citygauge.aggregator.reading.SeriesKey;

/**
 * A series as the archive lists it.
 *
 * @param firstMicros time of its oldest merged reading, {@link Long#MAX_VALUE} for none
 * @param lastMicros time of its newest merged reading, {@link Long#MIN_VALUE} for none
 */
public record SeriesRow(int id, SeriesKey key, long firstMicros, long lastMicros) {}
