package org.citygauge.aggregator.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;

/** The traces of many rows, found in one pass that reads what the archive keeps together once. */
final class YearTraces {
    private final SensorReadings readings;
    private final UnitFactors factors = new UnitFactors();
    private final Span year;
    private final long reference;

    /** @param reference in microseconds; what lies there or later is left aside */
    YearTraces(SensorReadings readings, Span year, long reference) {
        this.readings = readings;
        this.year = year;
        this.reference = reference;
    }

    Map<Sensor, SensorTrace> of(List<Sensor> rows) {
        var traces = new IdentityHashMap<Sensor, SensorTrace>();
        Map<Integer, List<Sensor>> neighbours = new TreeMap<>();
        for (Sensor row : rows) {
            List<Series> series = readings.series(row);
            if (series.size() == 1) {
                neighbours
                        .computeIfAbsent(series.getFirst().id() / Archive.SERIES_TOGETHER, key -> new ArrayList<>())
                        .add(row);
            } else {
                RowTrace trace = trace(row);
                readings.visit(row, SensorReadings.start(row, year), end(row), trace::add);
                traces.put(row, trace.end());
            }
        }
        neighbours.values().forEach(together -> together(together, traces));
        return traces;
    }

    private void together(List<Sensor> rows, Map<Sensor, SensorTrace> traces) {
        Map<Series, List<RowTrace>> bySeries = new HashMap<>();
        var made = new IdentityHashMap<Sensor, RowTrace>();
        for (Sensor row : rows) {
            RowTrace trace = trace(row);
            made.put(row, trace);
            bySeries.computeIfAbsent(readings.series(row).getFirst(), key -> new ArrayList<>(1))
                    .add(trace);
        }
        readings.visitAll(
                bySeries.keySet(),
                SensorReadings.micros(year.from()),
                reference,
                (series, reading) -> bySeries.getOrDefault(series, List.of()).forEach(trace -> trace.add(reading)));
        made.forEach((row, trace) -> traces.put(row, trace.end()));
    }

    private RowTrace trace(Sensor row) {
        return new RowTrace(row, factors, SensorReadings.start(row, year), end(row));
    }

    private long end(Sensor row) {
        return Math.min(reference, SensorReadings.micros(row.validity().to()));
    }
}
