package org.citygauge.aggregator.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Measure;

/**
 * Measures that people enter: the year's figure, or for a level at the reference date one carried forward, unless somebody said
 * since that there is none.
 */
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
                .orElseGet(() ->
                        MeasureResult.missing(measure, SOURCE, "figures.csv", reason(measure, situation, mayCarry)));
    }

    private static String reason(Measure measure, Situation situation, boolean mayCarry) {
        int year = situation.year();
        Optional<String> now = situation.figures().unavailable(measure.id(), year);
        if (now.isPresent()) {
            return "not available: " + now.get();
        }
        String none = "no figure was entered for " + year;
        return mayCarry ? none + before(measure, situation).orElse(" or the two years before") : none;
    }

    /** Why nothing is carried forward although there may be older figures. */
    private static Optional<String> before(Measure measure, Situation situation) {
        return IntStream.rangeClosed(1, CARRIED_AT_MOST)
                .map(back -> situation.year() - back)
                .boxed()
                .flatMap(year -> situation.figures().unavailable(measure.id(), year).stream()
                        .map(because -> "; for " + year + " it was not available: " + because))
                .findFirst();
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
