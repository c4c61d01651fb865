package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.jspecify.annotations.Nullable;

/** The sums of one hour of one row, while they are added up. */
final class OpenHour {
    private final long hour;
    private final Instant end;
    private long count;
    private BigDecimal sum = BigDecimal.ZERO;
    private @Nullable BigDecimal least;
    private @Nullable BigDecimal most;
    private @Nullable BigDecimal last;
    private BigDecimal growth = BigDecimal.ZERO;
    private long flagged;

    OpenHour(long hour, Instant end) {
        this.hour = hour;
        this.end = end;
    }

    /** As {@link org.citygauge.aggregator.hour.CityHours} names it. */
    long hour() {
        return hour;
    }

    void add(BigDecimal value) {
        count++;
        sum = sum.add(value);
        least = least == null ? value : least.min(value);
        most = most == null ? value : most.max(value);
        last = value;
    }

    void grow(BigDecimal by) {
        growth = growth.add(by);
    }

    void flag() {
        flagged++;
    }

    HourSummary close(Sensor sensor) {
        return new HourSummary(
                sensor,
                end,
                count,
                sum,
                Optional.ofNullable(least),
                Optional.ofNullable(most),
                Optional.ofNullable(last),
                sensor.kind() == SensorKind.COUNTER ? Optional.of(growth) : Optional.empty(),
                flagged);
    }
}
