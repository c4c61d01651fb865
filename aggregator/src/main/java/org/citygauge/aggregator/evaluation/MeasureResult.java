package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.indicators.measure.Measure;

/** How the three kinds of sources put their answer. */
final class MeasureResult {
    private MeasureResult() {}

    static MeasureState missing(Measure measure, String source, String detail, String reason) {
        return new MeasureState(
                measure,
                Optional.empty(),
                Optional.of(reason),
                source,
                detail,
                Optional.empty(),
                SensorCount.NONE,
                List.of(),
                Set.of(),
                Optional.empty());
    }

    static MeasureState ofSensors(
            Measure measure,
            String source,
            String detail,
            Optional<BigDecimal> value,
            Optional<String> missing,
            BoundSensors sensors) {
        return new MeasureState(
                measure,
                value,
                missing,
                source,
                detail,
                sensors.completeness(),
                sensors.count(),
                sensors.sensors(),
                sensors.flags(),
                Optional.empty());
    }
}
