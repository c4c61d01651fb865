package org.citygauge.aggregator.closing;

import java.time.Duration;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.register.Register;
import org.citygauge.indicators.catalogue.Catalogue;

/**
 * Everything a year's numbers are made of, but for the readings.
 *
 * @param catalogue with the city's own bindings
 * @param calendar whose years they are
 * @param liveFactor a sensor is live for so many of its expected intervals
 * @param stuckAfter a gauge that shows one value for longer is stuck
 */
public record YearInputs(
        Catalogue catalogue,
        ReportingCalendar calendar,
        int liveFactor,
        Duration stuckAfter,
        Register register,
        Figures figures) {}
