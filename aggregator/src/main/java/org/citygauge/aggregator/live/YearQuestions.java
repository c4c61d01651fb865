package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.measure.Measure;

/** What {@link City} tells of years: mostly by reading one, so on threads of its own, where few may wait. */
final class YearQuestions implements AutoCloseable {
    private static final int CLOSED_REMEMBERED = 16;

    private final ReadingStore store;
    private final CityHours hours;
    private final YearBases bases;
    private final InstantSource clock;
    private final CurrentYear current;
    private final PastYears pastYears = new PastYears();
    private final History history;
    private final Evaluations evaluations = new Evaluations();
    /** By the number of their closing; they never change. */
    private final Map<Integer, YearState> closedYears = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, YearState> eldest) {
            return size() > CLOSED_REMEMBERED;
        }
    };

    YearQuestions(ReadingStore store, CityHours hours, YearBases bases, InstantSource clock, CurrentYear current) {
        this.store = store;
        this.hours = hours;
        this.bases = bases;
        this.clock = clock;
        this.current = current;
        history = new History(store, hours, bases);
    }

    /** Readings changed from this instant (in microseconds) on. */
    void changedFrom(long micros) {
        pastYears.changedFrom(micros);
    }

    /** Register, figures or what is closed changed. */
    void inputsChanged() {
        pastYears.forget();
    }

    Future<YearState> year(Optional<Integer> year, Optional<Instant> at) {
        Instant now = clock.instant();
        int asked = year.orElseGet(() -> current.yearOf(at.orElse(now)));
        Optional<String> wrong = wrong(asked, at, now);
        if (wrong.isPresent()) {
            return Future.failedFuture(new IllegalArgumentException(wrong.get()));
        }
        boolean isClosed = current.inputs().closed().inForce(asked).isPresent();
        if (at.isEmpty() && asked == current.state().year() && !isClosed) {
            return Future.succeededFuture(current.state());
        }
        return evaluations.ask(() -> state(bases.of(asked, current.inputs()), at));
    }

    Future<YearState> revision(int year, int revision, Optional<Instant> at) {
        Optional<String> wrong = wrong(year, at, clock.instant());
        return wrong.isPresent()
                ? Future.failedFuture(new IllegalArgumentException(wrong.get()))
                : evaluations.ask(() -> state(bases.of(year, revision, current.inputs()), at));
    }

    /** Why there can be no answer; empty when there can. */
    private Optional<String> wrong(int year, Optional<Instant> at, Instant now) {
        Span span = current.span(year);
        if (at.isPresent() && (at.get().isBefore(span.from()) || at.get().isAfter(span.to()))) {
            return Optional.of("at: " + at.get() + " does not lie in year " + year + " (" + span.from() + " to "
                    + span.to() + ")");
        }
        if (at.isPresent() && at.get().isAfter(now)) {
            return Optional.of("at: " + at.get() + " is still to come");
        }
        return span.from().isAfter(now) ? Optional.of("year: " + year + " has not begun") : Optional.empty();
    }

    /** The year at an instant, or at its end; now, where that is earlier. */
    private YearState state(YearBasis basis, Optional<Instant> at) {
        Instant end = basis.span().to();
        Instant reference = at.orElse(end);
        if (!reference.equals(end)) {
            return evaluate(basis, reference).state();
        }
        return basis.closing().isPresent()
                ? closed(basis)
                : pastYears.year(basis.year(), () -> evaluate(basis, reference));
    }

    /** What the year would say if it was closed now: nothing is carried forward then. */
    YearState ifClosed(int year, CurrentYear.Inputs inputs) {
        YearBasis basis = bases.next(year, inputs.closed().next(), inputs);
        return evaluate(basis, basis.span().to()).state();
    }

    YearState closed(YearBasis basis) {
        int number = basis.closing().orElseThrow().number();
        synchronized (closedYears) {
            YearState known = closedYears.get(number);
            if (known != null) {
                return known;
            }
        }
        YearState state = evaluate(basis, basis.span().to()).state();
        synchronized (closedYears) {
            closedYears.put(number, state);
        }
        return state;
    }

    private PastYears.Evaluated evaluate(YearBasis basis, Instant reference) {
        var folds = basis.folds(store, hours);
        folds.warm(reference);
        return new PastYears.Evaluated(folds.evaluate(reference, basis.inputs().figures()), folds.dependsUpTo());
    }

    Future<YearPicture> picture(int year, Optional<Integer> revision, Supplier<Books> books) {
        return evaluations.ask(() -> {
            CurrentYear.Inputs inputs = current.inputs();
            YearBasis basis = revision.isPresent() ? bases.of(year, revision.get(), inputs) : bases.of(year, inputs);
            Instant reference = basis.inputs().calendar().reference(year, clock.instant());
            Books then = basis.books().orElseGet(books);
            YearFolds folds = basis.folds(store, hours);
            folds.warm(reference);
            List<SensorRecord> sensors = folds.records(
                    basis.inputs().register().sensors().stream()
                            .filter(row -> row.validity().overlaps(basis.span()))
                            .toList(),
                    reference);
            return new YearPicture(
                    folds.evaluate(reference, basis.inputs().figures()),
                    basis.inputs(),
                    sensors,
                    then,
                    basis.closing());
        });
    }

    Future<List<City.SensorYear>> summary(String sensor, Optional<Integer> year) {
        return evaluations.ask(() -> {
            Instant now = clock.instant();
            YearBasis basis = bases.of(year.orElseGet(() -> current.yearOf(now)), current.inputs());
            Instant reference = basis.inputs().calendar().reference(basis.year(), now);
            var folds = basis.folds(store, hours);
            var found = new ArrayList<City.SensorYear>();
            for (Sensor row : basis.inputs().register().rowsOf(sensor)) {
                if (row.validity().overlaps(basis.span())) {
                    found.add(new City.SensorYear(row, basis.year(), folds.contribution(row, reference)));
                }
            }
            return List.copyOf(found);
        });
    }

    Future<List<SensorShare>> shares(Measure measure, List<Sensor> rows, int year) {
        return evaluations.ask(() -> {
            YearBasis basis = bases.of(year, current.inputs());
            return basis.folds(store, hours)
                    .shares(measure, rows, basis.inputs().calendar().reference(year, clock.instant()));
        });
    }

    Future<List<IndicatorState>> history(IndicatorNumber number, List<Instant> instants) {
        return evaluations.ask(() -> history.of(number, instants, current.inputs()));
    }

    <T> Future<T> ask(Callable<T> question) {
        return evaluations.ask(question);
    }

    @Override
    public void close() {
        evaluations.close();
    }
}
