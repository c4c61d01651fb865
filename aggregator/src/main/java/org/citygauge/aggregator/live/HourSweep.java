package org.citygauge.aggregator.live;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.reading.MicroTime;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the ends of hours that are over, and shows the year at each. Asked for the next stretch, it goes on where it stopped;
 * after anything in the past changed it begins the year again.
 */
final class HourSweep {
    private final ReadingStore store;
    private final CityHours hours;
    private final YearBases bases;
    private final AtomicLong changes = new AtomicLong();
    private long seen;
    private Instant reached = Instant.MIN;
    private CurrentYear.@Nullable Inputs inputs;
    private @Nullable YearBasis basis;
    private @Nullable YearFolds folds;

    HourSweep(ReadingStore store, CityHours hours, YearBases bases) {
        this.store = store;
        this.hours = hours;
        this.bases = bases;
    }

    /** Something changed in hours that are over. */
    void pastChanged() {
        changes.incrementAndGet();
    }

    /** Shows the year at every hour's end after {@code from} up to {@code to}, in order. */
    synchronized void forEach(Instant from, Instant to, CurrentYear.Inputs latest, Consumer<YearState> each) {
        long before = changes.get();
        if (!from.equals(reached) || before != seen || !latest.equals(inputs)) {
            folds = null;
        }
        YearFolds known = folds;
        if (known != null) {
            known.lookAgain();
        }
        seen = before;
        inputs = latest;
        Instant end = hourEnd(from);
        while (!end.isAfter(to)) {
            each.accept(evaluate(end, latest));
            end = hourEnd(end);
        }
        reached = to;
    }

    /** Lets go of all it holds. */
    synchronized void forget() {
        folds = null;
    }

    private Instant hourEnd(Instant instant) {
        return MicroTime.instant(hours.endOf(MicroTime.of(instant)));
    }

    private YearState evaluate(Instant end, CurrentYear.Inputs latest) {
        int year = bases.calendar().yearOf(end.minusMillis(1));
        YearFolds known = folds;
        YearBasis its = basis;
        if (known == null || its == null || known.year() != year) {
            its = bases.of(year, latest);
            known = its.folds(store, hours);
            basis = its;
            folds = known;
        }
        return known.evaluate(end, its.inputs().figures());
    }
}
