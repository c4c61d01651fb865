package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;

/**
 * The folds of all sensors of a register over one year, moved forward in time together. Belongs to one thread.
 *
 * <p>Folds are made when first asked for, so that a register with many sensors nobody asks about costs nothing.
 */
public final class YearFolds {
    private final ReadingStore store;
    private final CityHours hours;
    private final YearEvaluator evaluator;
    private final int year;
    private final Span span;
    private final Map<Sensor, SensorFold> folds = new HashMap<>();
    private final Map<String, List<SensorFold>> bySensor = new HashMap<>();
    private final Map<Sensor, Contribution> settled = new HashMap<>();
    private Register register;
    private SensorReadings readings;
    private Instant reference;

    public YearFolds(ReadingStore store, CityHours hours, YearEvaluator evaluator, int year, Register register) {
        this.store = store;
        this.hours = hours;
        this.evaluator = evaluator;
        this.year = year;
        this.span = evaluator.calendar().span(year);
        this.register = register;
        this.readings = new SensorReadings(store, register);
        this.reference = span.from();
    }

    public int year() {
        return year;
    }

    /** The register changed: folds of rows that are the same are kept. */
    public void register(Register changed) {
        register = changed;
        readings = new SensorReadings(store, changed);
        folds.clear();
        bySensor.clear();
        settled.clear();
    }

    /** Readings of these series changed from the given instants (in microseconds) on. */
    public void correct(Map<Series, Long> changedFrom) {
        changedFrom.forEach((series, from) -> {
            List<SensorFold> touched = bySensor.getOrDefault(series.key().sensor(), List.of());
            touched.forEach(fold -> {
                fold.correct(from);
                fold.advance(MicroTime.of(reference));
                settled.remove(fold.sensor());
            });
        });
    }

    /** Makes the folds of all sensors and adds what came before {@code to}, reading the archive once and not once for each. */
    public void warm(Instant to) {
        reference = span.from();
        Map<Series, List<SensorFold>> bySeries = new HashMap<>();
        for (Sensor sensor : register.sensors()) {
            SensorFold fold = fold(sensor);
            fold.onlySeries()
                    .ifPresent(series -> bySeries.computeIfAbsent(series, key -> new ArrayList<>(1))
                            .add(fold));
        }
        long end = MicroTime.of(to);
        store.visitAll(
                bySeries.keySet(),
                MicroTime.of(span.from()),
                end,
                (series, reading) ->
                        bySeries.getOrDefault(series, List.of()).forEach(fold -> fold.offer(reading, end)));
    }

    /** The year at {@code at}, which must not lie before the one evaluated last. */
    public YearState evaluate(Instant at, Figures figures) {
        reference = at;
        settled.clear();
        return evaluator.evaluate(year, at, register, figures, new SensorFacts() {
            @Override
            public Contribution contribution(Sensor sensor) {
                return settled.computeIfAbsent(sensor, key -> fold(key).until(at));
            }

            @Override
            public Optional<Instant> lastHeard(Sensor sensor) {
                return fold(sensor).lastHeard();
            }
        });
    }

    /** What one sensor gave up to {@code at}, which must not lie before the instant evaluated last. */
    public Contribution contribution(Sensor sensor, Instant at) {
        reference = at;
        return fold(sensor).until(at);
    }

    private SensorFold fold(Sensor sensor) {
        SensorFold fold = folds.get(sensor);
        if (fold == null) {
            Optional<BigDecimal> weight = evaluator.comparableWeight(register, sensor);
            fold = new SensorFold(sensor, weight, readings, hours, span);
            folds.put(sensor, fold);
            bySensor.computeIfAbsent(sensor.id(), id -> new ArrayList<>()).add(fold);
        }
        fold.advance(MicroTime.of(reference));
        return fold;
    }
}
