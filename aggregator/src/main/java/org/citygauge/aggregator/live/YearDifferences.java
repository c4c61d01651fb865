package org.citygauge.aggregator.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.closing.Changes;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.Reason;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.LookAhead;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;

/**
 * What came for closed years since, each kind looked at by itself: what the year would say with it, and nothing else, taken in. Blocks;
 * for threads that may.
 */
final class YearDifferences {
    private final ReadingStore store;
    private final CityHours hours;
    private final YearBases bases;
    private final YearQuestions years;
    private final Map<Integer, Known> known = new HashMap<>();

    /** What was found when so many late readings had come, and with these inputs. */
    private record Known(long lateReadings, CurrentYear.Inputs inputs, List<Reason> reasons) {}

    YearDifferences(ReadingStore store, CityHours hours, YearBases bases, YearQuestions years) {
        this.store = store;
        this.hours = hours;
        this.bases = bases;
        this.years = years;
    }

    List<Reason> of(Closing closing, CurrentYear.Inputs inputs) {
        long late = store.lateReadings();
        synchronized (known) {
            Known before = known.get(closing.number());
            if (before != null && before.lateReadings == late && before.inputs.equals(inputs)) {
                return before.reasons;
            }
        }
        YearBasis basis = bases.of(closing.year(), closing.revision(), inputs);
        List<Reason> reasons = find(basis, inputs);
        if (basis.lookAhead().all().isEmpty()) { // else what comes any time may tell what a fall was
            synchronized (known) {
                known.put(closing.number(), new Known(late, inputs, reasons));
            }
        }
        return reasons;
    }

    private List<Reason> find(YearBasis basis, CurrentYear.Inputs inputs) {
        YearState closed = years.closed(basis);
        YearInputs now = bases.made(inputs);
        var changes = new Changes(basis.inputs(), now, basis.year());
        var reasons = new ArrayList<Reason>();
        readings(basis, closed, inputs.closed().next()).ifPresent(reasons::add);
        add(reasons, Reason.Kind.REGISTER, changes.register(), closed, basis, with(basis, now.register()));
        add(reasons, Reason.Kind.FIGURES, changes.figures(), closed, basis, with(basis, now.figures()));
        YearInputs itsCatalogue = new YearInputs(
                now.catalogue(),
                now.calendar(),
                now.liveFactor(),
                now.stuckAfter(),
                basis.inputs().register(),
                basis.inputs().figures());
        add(reasons, Reason.Kind.CATALOGUE, changes.catalogue(), closed, basis, itsCatalogue);
        return List.copyOf(reasons);
    }

    private static YearInputs with(YearBasis basis, Register register) {
        YearInputs its = basis.inputs();
        return new YearInputs(
                its.catalogue(), its.calendar(), its.liveFactor(), its.stuckAfter(), register, its.figures());
    }

    private static YearInputs with(YearBasis basis, Figures figures) {
        YearInputs its = basis.inputs();
        return new YearInputs(
                its.catalogue(), its.calendar(), its.liveFactor(), its.stuckAfter(), its.register(), figures);
    }

    private void add(
            List<Reason> reasons,
            Reason.Kind kind,
            List<String> what,
            YearState closed,
            YearBasis basis,
            YearInputs otherwise) {
        if (!what.isEmpty()) {
            var other = new YearBasis(
                    basis.year(),
                    otherwise,
                    YearBasis.evaluator(otherwise).ofClosedYear(),
                    basis.counting(),
                    basis.lookAhead(),
                    basis.closing(),
                    basis.books());
            reasons.add(new Reason(kind, what, effects(closed, evaluate(other))));
        }
    }

    private YearState evaluate(YearBasis basis) {
        Instant end = basis.span().to();
        YearFolds folds = basis.folds(store, hours);
        folds.warm(end);
        return folds.evaluate(end, basis.inputs().figures());
    }

    private static List<Reason.Effect> effects(YearState closed, YearState other) {
        var effects = new ArrayList<Reason.Effect>();
        for (IndicatorState before : closed.indicators()) {
            Optional<IndicatorState> after = other.indicator(before.indicator().number());
            after.filter(state -> !state.saysTheSameAs(before))
                    .ifPresent(state -> effects.add(new Reason.Effect(before, state)));
        }
        return effects;
    }

    /** Late readings, and what followed the year's end. */
    private Optional<Reason> readings(YearBasis basis, YearState closed, int next) {
        long start = MicroTime.of(basis.span().from());
        List<String> what = new ArrayList<>(
                lateReadings(basis, start, MicroTime.of(basis.span().to())));
        List<String> before = lateReadings(basis, Long.MIN_VALUE, start);
        boolean waited = !basis.lookAhead().all().isEmpty();
        if (what.isEmpty() && before.isEmpty() && !waited) {
            return Optional.empty();
        }
        Generations restated = store.closed().asOf(next, start);
        var all = new YearBasis(
                basis.year(),
                basis.inputs(),
                basis.evaluator(),
                () -> restated,
                LookAhead.OPEN,
                basis.closing(),
                basis.books());
        List<Reason.Effect> effects = effects(closed, evaluate(all));
        if (what.isEmpty() && effects.isEmpty()) {
            return Optional.empty();
        }
        if (what.isEmpty()) {
            what.addAll(before);
        }
        if (what.isEmpty()) {
            basis.lookAhead()
                    .all()
                    .forEach(one -> what.add("sensor " + one.sensor() + ": readings after the year's end"
                            + " tell what its last fall was"));
        }
        return Optional.of(new Reason(Reason.Kind.READINGS, what, effects));
    }

    /** By sensor, those that came after the year was closed and were measured in a stretch of time. */
    private List<String> lateReadings(YearBasis basis, long start, long end) {
        Generations counting = basis.counting().get();
        var what = new ArrayList<String>();
        for (Series late : store.late()) {
            if (late.firstMicros() >= end) {
                continue;
            }
            var count = new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE};
            store.visit(late, start, end, Generations.ALL, reading -> {
                if (!counting.count(late.generation(), reading.timeMicros())) {
                    count[0]++;
                    count[1] = Math.min(count[1], reading.timeMicros());
                    count[2] = Math.max(count[2], reading.timeMicros());
                }
            });
            if (count[0] > 0) {
                String quantity =
                        late.key().quantity().isEmpty() ? "" : " " + late.key().quantity();
                what.add("sensor " + late.sensor() + quantity + ": " + count[0] + " from " + MicroTime.instant(count[1])
                        + " to " + MicroTime.instant(count[2]));
            }
        }
        return what.stream().sorted().toList();
    }
}
