package org.citygauge.aggregator.closing;

import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.LookAhead;

/**
 * What is frozen with a closing. The readings are not in it: they stay where they are, and what comes later is told apart.
 *
 * @param inputs what the numbers are made of besides the readings
 * @param books of the city when it was closed
 * @param lookAhead what was known then of readings from behind the year's end
 */
public record FrozenYear(YearInputs inputs, Books books, LookAhead lookAhead) {}
