package org.citygauge.gateway.registry;

import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.gateway.table.Row;

/** The ids of assets and sensors. */
final class Ids {
    private Ids() {}

    /** The id; empty where there is none or it can be none. */
    static String read(Row row, String column) {
        String id = row.required(column);
        if (id.length() <= SeriesKey.MAX_LENGTH && id.chars().noneMatch(Character::isISOControl)) {
            return id;
        }
        row.problem(column, "an id has at most " + SeriesKey.MAX_LENGTH + " characters and no control characters");
        return "";
    }
}
