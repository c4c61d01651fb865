package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.measure.Measure;

/** What {@link City} tells of years: mostly by reading one, so on threads of its own, where few may wait. */
final class YearQuestions implements AutoCloseable {
    private final ReadingStore store;
    private final CityHours hours;
    private final YearEvaluator evaluator;
    private final InstantSource clock;
    private final CurrentYear current;
    private final PastYears pastYears = new PastYears();
    private final History history;
    private final Evaluations evaluations = new Evaluations();

    YearQuestions(
            ReadingStore store, CityHours hours, YearEvaluator evaluator, InstantSource clock, CurrentYear current) {
        this.store = store;
        this.hours = hours;
        this.evaluator = evaluator;
        this.clock = clock;
        this.current = current;
        history = new History(store, hours, evaluator);
    }

    /** Readings changed from this instant (in microseconds) on. */
    void changedFrom(long micros) {
        pastYears.changedFrom(micros);
    }

    /** Register or figures changed. */
    void inputsChanged() {
        pastYears.forget();
    }

    Future<YearState> year(Optional<Integer> year, Optional<Instant> at) {
        Instant now = clock.instant();
        int asked = year.orElseGet(() -> evaluator.calendar().yearOf(at.orElse(now)));
        Span span = evaluator.calendar().span(asked);
        if (at.isPresent() && (at.get().isBefore(span.from()) || at.get().isAfter(span.to()))) {
            return Future.failedFuture(new IllegalArgumentException("at: " + at.get() + " does not lie in year " + asked
                    + " (" + span.from() + " to " + span.to() + ")"));
        }
        if (at.isPresent() && at.get().isAfter(now)) {
            return Future.failedFuture(new IllegalArgumentException("at: " + at.get() + " is still to come"));
        }
        if (span.from().isAfter(now)) {
            return Future.failedFuture(new IllegalArgumentException("year: " + asked + " has not begun"));
        }
        if (at.isEmpty() && asked == current.state().year()) {
            return Future.succeededFuture(current.state());
        }
        Instant reference = at.orElse(span.to());
        return evaluations.ask(() -> reference.equals(span.to())
                ? pastYears.year(asked, () -> evaluate(asked, reference))
                : evaluate(asked, reference).state());
    }

    private PastYears.Evaluated evaluate(int year, Instant reference) {
        CurrentYear.Inputs inputs = current.inputs();
        var folds = folds(year, inputs.register());
        folds.warm(reference);
        return new PastYears.Evaluated(folds.evaluate(reference, inputs.figures()), folds.dependsUpTo());
    }

    Future<YearPicture> picture(int year, Supplier<Books> books) {
        return evaluations.ask(() -> {
            CurrentYear.Inputs inputs = current.inputs();
            Instant reference = evaluator.calendar().reference(year, clock.instant());
            Span span = evaluator.calendar().span(year);
            Books then = books.get();
            var folds = folds(year, inputs.register());
            folds.warm(reference);
            List<SensorRecord> sensors = folds.records(
                    inputs.register().sensors().stream()
                            .filter(row -> row.validity().overlaps(span))
                            .toList(),
                    reference);
            return new YearPicture(
                    folds.evaluate(reference, inputs.figures()), made(inputs), sensors, then, Optional.empty());
        });
    }

    private YearInputs made(CurrentYear.Inputs inputs) {
        return new YearInputs(
                evaluator.catalogue(),
                evaluator.calendar(),
                evaluator.liveFactor(),
                evaluator.stuckAfter(),
                inputs.register(),
                inputs.figures());
    }

    Future<List<City.SensorYear>> summary(String sensor, Optional<Integer> year) {
        return evaluations.ask(() -> {
            Instant now = clock.instant();
            int asked = year.orElseGet(() -> evaluator.calendar().yearOf(now));
            Span span = evaluator.calendar().span(asked);
            Instant reference = evaluator.calendar().reference(asked, now);
            var folds = folds(asked, register());
            var found = new ArrayList<City.SensorYear>();
            for (Sensor row : register().rowsOf(sensor)) {
                if (row.validity().overlaps(span)) {
                    found.add(new City.SensorYear(row, asked, folds.contribution(row, reference)));
                }
            }
            return List.copyOf(found);
        });
    }

    Future<List<SensorShare>> shares(Measure measure, List<Sensor> rows, int year) {
        return evaluations.ask(() -> folds(year, register())
                .shares(measure, rows, evaluator.calendar().reference(year, clock.instant())));
    }

    Future<List<IndicatorState>> history(IndicatorNumber number, List<Instant> instants) {
        return evaluations.ask(() -> history.of(number, instants, current.inputs()));
    }

    private YearFolds folds(int year, Register register) {
        return new YearFolds(store, hours, evaluator, year, register);
    }

    private Register register() {
        return current.inputs().register();
    }

    @Override
    public void close() {
        evaluations.close();
    }
}
