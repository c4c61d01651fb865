package org.citygauge.aggregator.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.measure.MeasureId;

/**
 * All indicators of a reporting year at an instant.
 *
 * @param year named by its first day
 * @param asOf the reference instant
 * @param indicators in order
 * @param measures every measure of the catalogue
 */
public record YearState(
        int year, Instant asOf, List<IndicatorState> indicators, Map<MeasureId, MeasureState> measures) {
    public YearState {
        indicators = List.copyOf(indicators);
        measures = Map.copyOf(measures);
    }

    public Optional<IndicatorState> indicator(IndicatorNumber number) {
        return indicators.stream()
                .filter(state -> state.indicator().number().equals(number))
                .findFirst();
    }
}
