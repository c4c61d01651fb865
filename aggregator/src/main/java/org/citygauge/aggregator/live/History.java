package org.citygauge.aggregator.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.indicators.catalogue.IndicatorNumber;

/** One indicator at many instants, by what is known now, in one pass over the readings. Blocks; for threads that may. */
final class History {
    private final ReadingStore store;
    private final CityHours hours;
    private final YearBases bases;

    History(ReadingStore store, CityHours hours, YearBases bases) {
        this.store = store;
        this.hours = hours;
        this.bases = bases;
    }

    /**
     * The indicator at each instant, each in the year it lies in; where a year ends and the next begins, in the one that ends.
     *
     * @param instants in order
     */
    List<IndicatorState> of(IndicatorNumber number, List<Instant> instants, CurrentYear.Inputs inputs) {
        var states = new ArrayList<IndicatorState>(instants.size());
        YearBasis basis = null;
        YearFolds folds = null;
        for (Instant instant : instants) {
            int year = bases.calendar().yearOf(instant.minus(1, ChronoUnit.MICROS));
            if (basis == null || folds == null || folds.year() != year) {
                basis = bases.of(year, inputs);
                folds = basis.folds(store, hours);
            }
            states.add(folds.evaluate(number, instant, basis.inputs().figures()));
        }
        return states;
    }
}
