package org.citygauge.aggregator.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Measure;

/** Measures that people enter: the year's figure, or for a level at the reference date one carried forward. */
final class EnteredMeasure {
    private static final String SOURCE = "entered";
    private static final int CARRIED_AT_MOST = 2;

    private EnteredMeasure() {}

    static MeasureState evaluate(Measure measure, Situation situation) {
        boolean mayCarry = measure.aggregation() == Aggregation.LAST && situation.carriesForward();
        int earliest = mayCarry ? situation.year() - CARRIED_AT_MOST : situation.year();
        return situation
                .figures()
                .newest(measure.id(), earliest, situation.year())
                .map(figure -> found(measure, figure, situation.year()))
                .orElseGet(() -> MeasureResult.missing(
                        measure,
                        SOURCE,
                        "figures.csv",
                        "no figure was entered for " + situation.year()
                                + (mayCarry ? " or the two years before" : "")));
    }

    private static MeasureState found(Measure measure, Figure figure, int year) {
        boolean carried = figure.year() != year;
        return new MeasureState(
                measure,
                Optional.of(figure.value()),
                Optional.empty(),
                SOURCE,
                figure.source(),
                Optional.empty(),
                SensorCount.NONE,
                List.of(),
                carried ? Set.of(Flag.CARRIED_FORWARD) : Set.of(),
                carried ? Optional.of(figure.year()) : Optional.empty());
    }
}
