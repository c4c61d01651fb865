package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.ChangedSeries;
import org.citygauge.aggregator.archive.Follower;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.archive.Stretch;
import org.citygauge.aggregator.closing.ClosedYears;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.ClosingRefused;
import org.citygauge.aggregator.closing.Closings;
import org.citygauge.aggregator.closing.FrozenYear;
import org.citygauge.aggregator.closing.ResultDigest;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes years, one at a time, on a thread of its own. The year is added up first; then, on the intake's thread, so that nothing comes
 * in between, what was taken in is made last, one transaction of the ledger closes the year, and from the next reading on what comes for
 * it is kept apart. Whatever breaks off before that transaction leaves the year open.
 */
final class YearClosing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(YearClosing.class);
    private static final int TRIES = 3;

    private final ReadingStore store;
    private final CityHours hours;
    private final Closings closings;
    private final YearBases bases;
    private final CurrentYear current;
    private final Intake intake;
    private final Supplier<Books> books;
    private final InstantSource clock;
    private final Consumer<Span> changed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("citygauge-closing").factory());
    private volatile Map<Integer, String> different = Map.of();

    /**
     * @param books are frozen, too
     * @param changed hears of a year that was closed
     */
    YearClosing(
            ReadingStore store,
            CityHours hours,
            Closings closings,
            YearBases bases,
            CurrentYear current,
            Intake intake,
            Supplier<Books> books,
            InstantSource clock,
            Consumer<Span> changed) {
        this.store = store;
        this.hours = hours;
        this.closings = closings;
        this.bases = bases;
        this.current = current;
        this.intake = intake;
        this.books = books;
        this.clock = clock;
        this.changed = changed;
    }

    /** See {@link City#closeYear}. */
    Future<Closing> close(int year, String actor) {
        return Worker.ask(thread, () -> {
            if (closed().inForce(year).isPresent()) {
                throw new ClosingRefused("year " + year + " is closed already; to take in what came since, restate it");
            }
            return run(year, actor, "");
        });
    }

    /** See {@link City#restate}. */
    Future<Closing> restate(int year, String actor, String reason) {
        return Worker.ask(thread, () -> {
            if (closed().inForce(year).isEmpty()) {
                throw new ClosingRefused("year " + year + " is not closed; only a closed year can be restated");
            }
            if (reason.isBlank()) {
                throw new ClosingRefused("a restatement needs a reason");
            }
            return run(year, actor, reason);
        });
    }

    private ClosedYears closed() {
        return current.inputs().closed();
    }

    private Closing run(int year, String actor, String reason) {
        Span span = bases.made(current.inputs()).calendar().span(year);
        if (clock.instant().isBefore(span.to())) {
            throw new ClosingRefused("year " + year + " is not over: it ends at " + span.to());
        }
        for (int tries = TRIES; tries > 0; tries--) {
            Optional<Closing> closing = tryOnce(year, span, actor, reason);
            if (closing.isPresent()) {
                return closing.get();
            }
        }
        throw new ClosingRefused("the register changed again and again while the year was added up");
    }

    /** Empty when the register changed meanwhile. */
    private Optional<Closing> tryOnce(int year, Span span, String actor, String reason) {
        CurrentYear.Inputs inputs = current.inputs();
        YearBasis basis = bases.next(year, inputs.closed().next(), inputs);
        var follower = Follower.ofAll("closing");
        store.tell(follower);
        try {
            YearFolds folds = basis.folds(store, hours);
            folds.warm(span.to());
            Optional<Closed> closed = answered(intake.ask(() -> {
                if (current.inputs().register() != inputs.register()) {
                    return Optional.<Closed>empty();
                }
                intake.commit(false);
                takeIn(follower.take(), folds, span);
                return Optional.of(closeNow(basis, folds, span, actor, reason));
            }));
            closed.ifPresent(its -> {
                changed.accept(span);
                keep(its.closing, ResultDigest.of(its.state));
            });
            return closed.map(Closed::closing);
        } finally {
            store.forget(follower);
        }
    }

    private record Closed(Closing closing, YearState state) {}

    /** What came while the year was added up. */
    private void takeIn(Map<Integer, Stretch> told, YearFolds folds, Span span) {
        Map<Series, Long> since = new HashMap<>();
        long end = MicroTime.of(span.to());
        told.forEach((series, stretch) -> {
            if (stretch.from() < end) {
                since.put(store.series(series), stretch.from());
            }
        });
        folds.correct(ChangedSeries.of(since));
        folds.moveTo(span.to());
    }

    private Closed closeNow(YearBasis basis, YearFolds folds, Span span, String actor, String reason) {
        var inputs = bases.made(current.inputs()); // figures may have changed meanwhile, and take no adding up
        ClosedYears before = closed();
        var frozen = new FrozenYear(inputs, books.get(), folds.lookAhead());
        YearState state = folds.evaluate(span.to(), inputs.figures());
        Closing closing = add(basis.year(), actor, reason, frozen);
        ClosedYears after = before.with(closing, span);
        store.closed(after.times());
        current.closed(after);
        LOG.info("year {} is closed, revision {}, by {}", closing.year(), closing.revision(), actor);
        return new Closed(closing, state);
    }

    /** Where it is not known whether it was kept, what is there decides. */
    private Closing add(int year, String actor, String reason, FrozenYear frozen) {
        try {
            return closings.add(year, actor, reason, frozen);
        } catch (RuntimeException failed) {
            List<Closing> all = closings.all();
            if (all.size() == closed().next()) {
                return all.getLast();
            }
            throw failed;
        }
    }

    /** Evaluates every closed year again and compares it with what it came to when it was closed. Returns at once. */
    void verify() {
        for (ClosedYears.Known known : closed().known()) {
            boolean isInForce = closed().inForce(known.closing().year()).equals(Optional.of(known.closing()));
            if (isInForce) {
                Worker.ask(thread, () -> {
                            verify(known.closing());
                            return true;
                        })
                        .onFailure(failed -> LOG.error(
                                "year {} cannot be evaluated as it was closed",
                                known.closing().year(),
                                failed));
            }
        }
    }

    private void verify(Closing closing) {
        YearBasis basis = bases.of(closing.year(), closing.revision(), current.inputs());
        YearFolds folds = basis.folds(store, hours);
        folds.warm(basis.span().to());
        YearState state = folds.evaluate(basis.span().to(), basis.inputs().figures());
        keep(closing, ResultDigest.of(state));
    }

    private void keep(Closing closing, String digest) {
        Optional<String> known = closings.result(closing);
        if (known.isEmpty()) {
            closings.keepResult(closing, digest);
        } else if (!known.get().equals(digest)) {
            LOG.error(
                    "year {} (revision {}) does not come to what it did when it was closed: {} instead of {}",
                    closing.year(),
                    closing.revision(),
                    digest,
                    known.get());
            var more = new HashMap<>(different);
            more.put(closing.number(), "year " + closing.year() + " does not come to what it did when it was closed");
            different = Map.copyOf(more);
        }
    }

    /** What the numbers of a closing came to. Blocks. */
    Optional<String> digest(Closing closing) {
        return closings.result(closing);
    }

    /** Which closed year does not come to what it did; empty when all is well. */
    Optional<String> problem() {
        return different.values().stream().sorted().findFirst();
    }

    private static <T> T answered(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("a year that is being added up did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
