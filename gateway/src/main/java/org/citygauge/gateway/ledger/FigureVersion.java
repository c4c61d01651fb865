package org.citygauge.gateway.ledger;

import java.time.Instant;
import org.citygauge.indicators.measure.MeasureId;

/**
 * One step in the life of a figure, and all it said after it.
 *
 * @param version counts the steps of all figures
 * @param year the year it is reported for
 * @param state what the step left it in
 * @param actor who did it
 * @param reason why, or the comment that went with it; may be empty
 */
public record FigureVersion(
        long version,
        MeasureId measure,
        int year,
        Content content,
        FigureState state,
        Instant time,
        String actor,
        String reason) {
    public FigureKey key() {
        return new FigureKey(measure, year);
    }
}
