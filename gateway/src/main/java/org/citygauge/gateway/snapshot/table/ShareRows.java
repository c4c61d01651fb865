package org.citygauge.gateway.snapshot.table;

import java.time.ZoneId;
import java.util.List;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.indicators.measure.MeasureId;

/** The rows of {@link Forms#SHARES}. */
public final class ShareRows {
    private ShareRows() {}

    /** What one sensor brings into a measure. */
    public static List<String> row(MeasureId measure, SensorShare share, ZoneId zone) {
        return List.of(
                measure.value(),
                share.sensor().id(),
                share.sensor().quantity(),
                Words.day(share.sensor().validity().from(), zone),
                Boolean.toString(share.live()),
                Words.exact(share.share()));
    }
}
