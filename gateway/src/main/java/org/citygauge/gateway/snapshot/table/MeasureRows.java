package org.citygauge.gateway.snapshot.table;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;

/** The rows of {@link Forms#MEASURES}. */
public final class MeasureRows {
    private MeasureRows() {}

    /** The measures by name. */
    public static Stream<MeasureState> sorted(YearState year) {
        return year.measures().values().stream()
                .sorted(Comparator.comparing(state -> state.measure().id()));
    }

    /** All measures, by name. */
    public static List<List<String>> of(YearState year) {
        return sorted(year).map(MeasureRows::row).toList();
    }

    private static List<String> row(MeasureState state) {
        return List.of(
                state.measure().id().value(),
                state.measure().title(),
                state.measure().unit().code(),
                state.measure().aggregation().code(),
                state.source(),
                state.sourceDetail(),
                Words.exact(state.value()),
                state.missing().orElse(""),
                Words.exact(state.completeness()),
                Integer.toString(state.sensors().bound()),
                Integer.toString(state.sensors().live()),
                Integer.toString(state.sensors().neverReported()),
                Words.flags(state.flags()),
                state.carriedFrom().map(String::valueOf).orElse(""));
    }
}
