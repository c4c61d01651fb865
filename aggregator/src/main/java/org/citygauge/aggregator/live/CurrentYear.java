package org.citygauge.aggregator.live;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.citygauge.aggregator.archive.ChangedSeries;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.closing.ClosedYears;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that keeps the current year up to date: some five times a second while readings come, once a second otherwise, because
 * time alone changes numbers, too.
 */
final class CurrentYear implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentYear.class);
    private static final long TICK_NANOS = 150_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int IDLE_TICKS = 6;
    /** So many times as long as it evaluated it rests; as long as it added readings up, once. */
    private static final int REST = 9;

    private final ReadingStore store;
    private final CityHours hours;
    private final YearEvaluator evaluator;
    private final InstantSource clock;
    private final LongConsumer changedFrom;
    private final List<Consumer<List<IndicatorState>>> listeners = new CopyOnWriteArrayList<>();
    private final KeptFolds kept;
    private final Thread thread;
    private volatile Inputs inputs;
    private volatile YearState state;
    private volatile boolean closing;
    private Inputs used;
    private YearFolds folds;
    /** The processor time that the last tick took for adding up what came. */
    private long addingUp;

    /** What people keep in files, and the years they closed. */
    record Inputs(Register register, Figures figures, ClosedYears closed) {}

    /** @param changedFrom hears from which instant (in microseconds) on readings changed */
    CurrentYear(
            ReadingStore store,
            CityHours hours,
            YearEvaluator evaluator,
            InstantSource clock,
            Inputs inputs,
            KeptFolds kept,
            LongConsumer changedFrom) {
        this.kept = kept;
        this.store = store;
        this.hours = hours;
        this.evaluator = evaluator;
        this.clock = clock;
        this.inputs = inputs;
        this.used = inputs;
        this.changedFrom = changedFrom;
        Instant now = clock.instant();
        this.folds = foldsOf(now, true);
        this.state = folds.evaluate(now, inputs.figures());
        this.thread = Thread.ofPlatform().name("citygauge-evaluation").unstarted(this::run);
    }

    private YearFolds foldsOf(Instant now, boolean fromKept) {
        var made = new YearFolds(store, hours, evaluator, evaluator.calendar().yearOf(now), inputs.register());
        if (fromKept) {
            kept.restore(made, now);
        }
        made.warm(now);
        return made;
    }

    void start() {
        thread.start();
    }

    YearState state() {
        return state;
    }

    Inputs inputs() {
        return inputs;
    }

    void register(Register register) {
        change(before -> new Inputs(register, before.figures, before.closed));
    }

    void figures(Figures figures) {
        change(before -> new Inputs(before.register, figures, before.closed));
    }

    void closed(ClosedYears closed) {
        change(before -> new Inputs(before.register, before.figures, closed));
    }

    /** They come from different threads; none must bring back an older one of another. */
    private void change(UnaryOperator<Inputs> change) {
        synchronized (listeners) {
            inputs = change.apply(inputs);
        }
        LockSupport.unpark(thread);
    }

    int yearOf(Instant instant) {
        return evaluator.calendar().yearOf(instant);
    }

    Span span(int year) {
        return evaluator.calendar().span(year);
    }

    Runnable onChange(Consumer<List<IndicatorState>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void run() {
        int idle = 0;
        while (!closing) {
            long begun = THREADS.getCurrentThreadCpuTime();
            try {
                idle = tick(idle >= IDLE_TICKS) ? 0 : idle + 1;
            } catch (RuntimeException unexpected) {
                LOG.error("evaluating the year failed; trying again", unexpected);
            }
            long cost = THREADS.getCurrentThreadCpuTime() - begun; // what others take meanwhile is not its cost
            // Where evaluating is dear, because there are many sensors, it gets a tenth of one core and no more. Adding
            // up what came
            // gets a half: with less it would fall further behind with each round.
            LockSupport.parkNanos(Math.max(TICK_NANOS, addingUp + REST * (cost - addingUp)));
        }
    }

    /** @return whether anything changed that was not only time */
    private boolean tick(boolean timeIsDue) {
        addingUp = 0;
        long begun = THREADS.getCurrentThreadCpuTime();
        Position upTo = kept.position();
        ChangedSeries changed = store.takeChanged();
        Inputs latest = inputs;
        boolean otherInputs = !latest.equals(used);
        if (changed.isEmpty() && !otherInputs && !timeIsDue) {
            return false;
        }
        folds.correct(changed); // also with what counts since a year was restated
        boolean otherRegister = latest.register() != used.register();
        if (otherRegister) {
            folds.register(latest.register());
        }
        used = latest;
        Instant now = clock.instant();
        if (otherRegister) {
            folds.warm(now);
        }
        if (evaluator.calendar().yearOf(now) != folds.year()) {
            folds = foldsOf(now, false);
        }
        folds.moveTo(now);
        addingUp = THREADS.getCurrentThreadCpuTime() - begun;
        publish(folds.evaluate(now, latest.figures()));
        long reconsidered = folds.takeReconsidered();
        if (!changed.isEmpty()) {
            changedFrom.accept(Math.min(changed.oldest(), reconsidered));
        }
        if (kept.isDue()) {
            kept.keep(folds, upTo);
        }
        return !changed.isEmpty() || otherInputs || timeIsDue;
    }

    private void publish(YearState next) {
        YearState before = state;
        state = next;
        var changed = new ArrayList<IndicatorState>();
        for (IndicatorState indicator : next.indicators()) {
            Optional<IndicatorState> old =
                    before.indicator(indicator.indicator().number());
            if (old.isEmpty() || !indicator.saysTheSameAs(old.get())) {
                changed.add(indicator);
            }
        }
        if (!changed.isEmpty()) {
            listeners.forEach(listener -> tell(listener, changed));
        }
    }

    private static void tell(Consumer<List<IndicatorState>> listener, List<IndicatorState> changed) {
        try {
            listener.accept(List.copyOf(changed));
        } catch (RuntimeException unexpected) {
            LOG.error("a listener failed", unexpected);
        }
    }

    /** Keeps what the year came to for the next start; when nothing is taken in any more, and this is closed. */
    void keep() {
        Position upTo = kept.position();
        folds.correct(store.takeChanged());
        folds.moveTo(clock.instant());
        kept.keep(folds, upTo);
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(java.time.Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
