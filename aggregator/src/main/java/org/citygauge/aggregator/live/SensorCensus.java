package org.citygauge.aggregator.live;

import java.time.Instant;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.evaluation.SensorReadings;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;

/** How many rows of the register are in which state, as {@link SensorStatus} has it. */
public record SensorCensus(long live, long silent, long never) {

    /** Counted at {@code now}. What every series knows of itself mostly tells it; only for the others the archive is asked. */
    static SensorCensus of(ReadingStore store, Register register, int liveFactor, Instant now) {
        var list = new SensorList(store, register, liveFactor, now);
        var readings = new SensorReadings(store, register, () -> Generations.ALL);
        long live = 0;
        long never = 0;
        for (Sensor row : register.sensors()) {
            long newest = readings.series(row).stream()
                    .mapToLong(Series::newestMicros)
                    .max()
                    .orElse(Long.MIN_VALUE);
            switch (list.state(row, newest)) {
                case LIVE -> live++;
                case NEVER -> never++;
                case SILENT, UNREGISTERED -> {}
            }
        }
        return new SensorCensus(live, register.sensors().size() - live - never, never);
    }
}
