package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.citygauge.aggregator.register.Sensor;

/**
 * What one row of the register gave in one hour that has readings, in the row's unit, exact.
 *
 * @param end of the hour
 * @param count readings that count: those whose unit fits
 * @param sum of their values
 * @param least empty where none counts, like most and last
 * @param growth of a counter, by all that is known of what followed; empty for other kinds
 * @param flagged readings that some flag was raised for
 */
public record HourSummary(
        Sensor sensor,
        Instant end,
        long count,
        BigDecimal sum,
        Optional<BigDecimal> least,
        Optional<BigDecimal> most,
        Optional<BigDecimal> last,
        Optional<BigDecimal> growth,
        long flagged) {}
