package org.citygauge.aggregator.figure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.citygauge.indicators.measure.MeasureId;

/**
 * One row of {@code figures.csv}: the value of a measure for a year, as somebody knows it.
 *
 * @param measure what it is a value of
 * @param year the year it is for
 * @param value its value, in the measure's unit
 * @param unit the unit it was entered in
 * @param source who says so
 * @param asOf when it was true, if stated
 * @param note may be empty
 */
public record Figure(
        MeasureId measure,
        int year,
        BigDecimal value,
        String unit,
        String source,
        Optional<LocalDate> asOf,
        String note) {}
