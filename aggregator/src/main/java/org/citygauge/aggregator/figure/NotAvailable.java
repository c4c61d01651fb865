package org.citygauge.aggregator.figure;

import org.citygauge.indicators.measure.MeasureId;

/**
 * What somebody says who knows that there is no figure.
 *
 * @param measure what there is no value of
 * @param year the year it is for
 * @param reason why not
 */
public record NotAvailable(MeasureId measure, int year, String reason) {}
