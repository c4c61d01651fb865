package org.citygauge.aggregator.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.Closings;
import org.citygauge.aggregator.closing.FrozenYear;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.evaluation.LookAhead;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.reading.MicroTime;

/** Finds out what years are made of. Safe for use by many threads; blocks while what was frozen is read. */
final class YearBases {
    /** A frozen register may be large. */
    private static final int REMEMBERED = 4;

    private final ReadingStore store;
    private final YearEvaluator evaluator;
    private final Closings closings;
    private final Map<Integer, FrozenYear> frozen = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, FrozenYear> eldest) {
            return size() > REMEMBERED;
        }
    };

    YearBases(ReadingStore store, YearEvaluator evaluator, Closings closings) {
        this.store = store;
        this.evaluator = evaluator;
        this.closings = closings;
    }

    /**
     * What holds of a year: its last revision if it is closed.
     *
     * @param inputs of years that are open
     */
    YearBasis of(int year, CurrentYear.Inputs inputs) {
        return inputs.closed().inForce(year).map(this::closed).orElseGet(() -> open(year, inputs));
    }

    /**
     * A revision of a year.
     *
     * @throws IllegalArgumentException if there is none of this number
     */
    YearBasis of(int year, int revision, CurrentYear.Inputs inputs) {
        List<Closing> all = inputs.closed().of(year);
        if (revision < 1 || revision > all.size()) {
            throw new IllegalArgumentException("revision: year " + year
                    + (all.isEmpty() ? " is not closed" : " has revisions 1 to " + all.size() + ", not " + revision));
        }
        return closed(all.get(revision - 1));
    }

    /** As if the year was not closed: with the inputs of now, and everything that came for it. */
    YearBasis open(int year, CurrentYear.Inputs inputs) {
        return new YearBasis(
                year,
                made(inputs),
                evaluator,
                () -> store.closed().open(),
                LookAhead.OPEN,
                Optional.empty(),
                Optional.empty());
    }

    /** As it would be if it was closed now, as the closing of this number. */
    YearBasis next(int year, int number, CurrentYear.Inputs inputs) {
        YearInputs its = made(inputs);
        Generations counting = counting(year, number, its);
        return new YearBasis(
                year,
                its,
                evaluator.ofClosedYear(),
                () -> counting,
                LookAhead.OPEN,
                Optional.empty(),
                Optional.empty());
    }

    private YearBasis closed(Closing closing) {
        FrozenYear its = frozen(closing);
        Generations counting = counting(closing.year(), closing.number(), its.inputs());
        return new YearBasis(
                closing.year(),
                its.inputs(),
                YearBasis.evaluator(its.inputs()).ofClosedYear(),
                () -> counting,
                its.lookAhead(),
                Optional.of(closing),
                Optional.of(its.books()));
    }

    private Generations counting(int year, int number, YearInputs inputs) {
        return store.closed()
                .asOf(number, MicroTime.of(inputs.calendar().span(year).from()));
    }

    private FrozenYear frozen(Closing closing) {
        synchronized (frozen) {
            FrozenYear known = frozen.get(closing.number());
            if (known == null) {
                known = closings.frozen(closing);
                frozen.put(closing.number(), known);
            }
            return known;
        }
    }

    /** The years as they are reckoned now. */
    ReportingCalendar calendar() {
        return evaluator.calendar();
    }

    /** The inputs of now. */
    YearInputs made(CurrentYear.Inputs inputs) {
        return new YearInputs(
                evaluator.catalogue(),
                evaluator.calendar(),
                evaluator.liveFactor(),
                evaluator.stuckAfter(),
                inputs.register(),
                inputs.figures());
    }
}
