package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.Optional;
import org.citygauge.aggregator.register.Sensor;

/**
 * What one row of the register brings into a measure of a year.
 *
 * @param contribution what it gave, in its own unit
 * @param live whether it proves its asset live
 * @param share what it adds to the measure, in the measure's unit: negative where the measure takes it off, and of a mean the value that
 *     goes into it; empty where it gave nothing that counts. An asset that is counted or weighed because it is live is the share of the
 *     first sensor that proves it
 */
public record SensorShare(Sensor sensor, Contribution contribution, boolean live, Optional<BigDecimal> share) {}
