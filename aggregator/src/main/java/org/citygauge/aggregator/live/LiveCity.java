package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.engine.AdmissionRules;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.engine.DeadLetter;
import org.citygauge.aggregator.engine.Engine;
import org.citygauge.aggregator.engine.MessageDecoder;
import org.citygauge.aggregator.engine.Receipt;
import org.citygauge.aggregator.engine.Replay;
import org.citygauge.aggregator.engine.Unregistered;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.journal.CountedJournal;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.projection.ArrivedReadings;
import org.citygauge.aggregator.projection.HourlyStates;
import org.citygauge.aggregator.projection.SensorHours;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.measure.Measure;

/** A city that runs: journal, archive, and the threads that take in and evaluate. */
public final class LiveCity implements City, AutoCloseable {
    private static final String ZONE_NOTE = "zone";

    private final CountedJournal journal;
    private final Archive archive;
    private final ReadingStore store;
    private final Engine engine;
    private final Intake intake;
    private final DeadLetters deadLetters;
    private final CityHours hours;
    private final YearEvaluator evaluator;
    private final int liveFactor;
    private final InstantSource clock;
    private final PastYears pastYears;
    private final HourSweep sweep;
    private final HourSweep rebuiltSweep;
    private final CurrentYear current;
    private final Map<String, Long> receivedBefore;
    private final ExecutorService queries = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("citygauge-queries").factory());
    private final ExecutorService copies = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("citygauge-copies").factory());
    private final Evaluations evaluations = new Evaluations();
    private final History history;
    private final List<Consumer<Instant>> pastListeners = new java.util.concurrent.CopyOnWriteArrayList<>();
    private volatile long lagNanos;

    /**
     * What a city is made of.
     *
     * @param journal closed with the city, like the archive
     * @param decoder reads the messages of the journal
     */
    public record Parts(
            Journal journal,
            Archive archive,
            MessageDecoder decoder,
            AdmissionRules rules,
            YearEvaluator evaluator,
            int liveFactor,
            InstantSource clock,
            Register register,
            Figures figures) {}

    private LiveCity(Parts parts) {
        clock = parts.clock();
        evaluator = parts.evaluator();
        liveFactor = parts.liveFactor();
        archive = parts.archive();
        journal = new CountedJournal(parts.journal());
        hours = new CityHours(evaluator.calendar().zone());
        Archive.Opening opening = archive.opening();
        store = new ReadingStore(archive, hours);
        engine = new Engine(archive, opening, store, parts.decoder(), parts.rules());
        engine.register(registered(parts.register()), quantities(parts.register()));
        receivedBefore = receivedBefore(engine.books(), journal.countAfter(opening.position()));
        history = new History(store, hours, evaluator);
        intake = new Intake(journal, store, engine);
        deadLetters = new DeadLetters(archive, engine, intake, queries, clock);
        pastYears = new PastYears();
        sweep = new HourSweep(store, hours, evaluator);
        rebuiltSweep = new HourSweep(store, hours, evaluator);
        store.takeChanged();
        current = new CurrentYear(
                store,
                hours,
                evaluator,
                clock,
                new CurrentYear.Inputs(parts.register(), parts.figures()),
                new KeptFolds(archive, store, intake),
                this::changedFrom);
    }

    /**
     * Opens a city and starts its threads. Blocks while the archive is read.
     *
     * @throws IllegalStateException if the archive was made for another time zone
     */
    public static LiveCity open(Parts parts) {
        String zone = parts.evaluator().calendar().zone().getId();
        Optional<String> known = parts.archive().note(ZONE_NOTE);
        if (known.isPresent() && !known.get().equals(zone)) {
            throw new IllegalStateException("city.zone: the archive was made for " + known.get() + ", not for " + zone
                    + "; hours cannot be moved to another clock, use another data folder");
        }
        if (known.isEmpty()) {
            parts.archive().putNote(ZONE_NOTE, zone);
        }
        var city = new LiveCity(parts);
        city.intake.start();
        city.current.start();
        return city;
    }

    private static Predicate<String> registered(Register register) {
        return sensor -> !register.rowsOf(sensor).isEmpty();
    }

    private static Predicate<SeriesKey> quantities(Register register) {
        return key -> register.rowsOf(key.sensor()).stream()
                .anyMatch(row -> row.quantity().equals(key.quantity()));
    }

    /** What sends without being registered, and how much of it is kept. */
    public Unregistered unregistered() {
        return engine.unregistered();
    }

    private static Map<String, Long> receivedBefore(Books books, Map<String, Long> waiting) {
        var received = new HashMap<>(waiting);
        books.bySource()
                .forEach((source, one) -> received.merge(source, one.messages().received(), Long::sum));
        return Map.copyOf(received);
    }

    /** The journal that doors append to: it counts what is pending. */
    public Journal journal() {
        return journal;
    }

    /** Replaces the register; numbers follow within a second. */
    public void register(Register register) {
        intake.ask(() -> {
            engine.register(registered(register), quantities(register));
            return true;
        });
        current.inputs(new CurrentYear.Inputs(register, current.inputs().figures()));
        inputsChanged();
    }

    /** Replaces the entered figures; numbers follow within a second. */
    public void figures(Figures figures) {
        current.inputs(new CurrentYear.Inputs(current.inputs().register(), figures));
        inputsChanged();
    }

    private void inputsChanged() {
        pastYears.forget();
        tellPast(evaluator.calendar().span(yearOf(clock.instant())).from());
    }

    private void changedFrom(long micros) {
        long firstReceipt = intake.takeFirstUnseenReceipt();
        if (firstReceipt != Long.MAX_VALUE) {
            lagNanos = Math.max(0, MicroTime.of(clock.instant()) - firstReceipt) * 1000;
        }
        pastYears.changedFrom(micros);
        if (micros < hours.hourOf(MicroTime.of(clock.instant())) * 1_000_000) {
            tellPast(MicroTime.instant(micros));
        }
    }

    private void tellPast(Instant from) {
        sweep.pastChanged();
        rebuiltSweep.pastChanged();
        pastListeners.forEach(listener -> listener.accept(from));
    }

    /** Hears from which instant on hours that ended changed afterwards; must not block. */
    public void onPastChange(Consumer<Instant> listener) {
        pastListeners.add(listener);
    }

    /** How long the last change took from its receipt to the current year. */
    public Duration liveLag() {
        return Duration.ofNanos(lagNanos);
    }

    /** Why nothing is taken in at the moment; empty when all is well. */
    public Optional<String> intakeProblem() {
        return intake.problem();
    }

    public Register register() {
        return current.inputs().register();
    }

    public Figures figures() {
        return current.inputs().figures();
    }

    /** Completes once everything that was in the journal at the call is taken in. */
    public Future<Void> caughtUp() {
        var end = journal.end();
        return Worker.ask(queries, () -> {
            while (intake.position().compareTo(end) < 0 && intake.problem().isEmpty()) {
                java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
            }
            return null;
        });
    }

    @Override
    public YearState now() {
        return current.state();
    }

    @Override
    public int yearOf(Instant instant) {
        return evaluator.calendar().yearOf(instant);
    }

    @Override
    public Runnable onChange(Consumer<List<IndicatorState>> listener) {
        return current.onChange(listener);
    }

    @Override
    public Future<YearState> year(Optional<Integer> year, Optional<Instant> at) {
        Instant now = clock.instant();
        int asked = year.orElseGet(() -> yearOf(at.orElse(now)));
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
        var folds = new YearFolds(store, hours, evaluator, year, inputs.register());
        folds.warm(reference);
        return new PastYears.Evaluated(folds.evaluate(reference, inputs.figures()), folds.dependsUpTo());
    }

    /** Shows the year at every hour's end after {@code from} up to {@code to}, in order. Blocks; for threads that may. */
    public void forEachHour(Instant from, Instant to, Consumer<YearState> each) {
        sweep.forEach(from, to, current.inputs(), each);
    }

    @Override
    public Instant yearStart(int year) {
        return evaluator.calendar().span(year).from();
    }

    /** A note in the archive that survives a restart. Blocks. */
    public Optional<String> note(String name) {
        return archive.note(name);
    }

    /** Keeps a note in the archive. Blocks. */
    public void putNote(String name, String value) {
        archive.putNote(name, value);
    }

    @Override
    public Books books() {
        Books taken = intake.books();
        Set<String> sources = new HashSet<>(receivedBefore.keySet());
        journal.sources().forEach(sources::add);
        return taken.withPending(
                sources.stream().collect(Collectors.toMap(source -> source, source -> pending(source, taken))));
    }

    private long pending(String source, Books taken) {
        long received = receivedBefore.getOrDefault(source, 0L) + journal.appended(source);
        Books.SourceBooks its = taken.bySource().get(source);
        return Math.max(0, received - (its == null ? 0 : its.messages().received()));
    }

    @Override
    public Future<Receipt> store(Message message) {
        return journal.append(List.of(message)).compose(intake::receipt);
    }

    @Override
    public Future<Page<SensorStatus>> sensors(Optional<SensorStatus.State> state, int limit, Optional<String> next) {
        return Worker.ask(queries, () -> list().page(state, limit, next));
    }

    private SensorList list() {
        return new SensorList(store, register(), liveFactor, clock.instant());
    }

    /** As {@link #forEachHour}, for somebody else who goes through hours at the same time. */
    public HourlyStates rebuiltHours() {
        return new HourlyStates() {
            @Override
            public void forEach(Instant from, Instant to, Consumer<YearState> each) {
                rebuiltSweep.forEach(from, to, current.inputs(), each);
            }

            @Override
            public void done() {
                rebuiltSweep.forget();
            }
        };
    }

    /** The hours of the sensors, for a copy of them elsewhere; see {@link SensorHours}. Blocks. */
    public SensorHours sensorHours(String name, String target) {
        return new SensorHours(copied(), this::register, name, target, clock);
    }

    /** The readings of the registered sensors as they arrive, for a copy of them elsewhere; see {@link ArrivedReadings}. Blocks. */
    public ArrivedReadings arrivedReadings(String name, String target) {
        return new ArrivedReadings(copied(), this::register, name, target, clock);
    }

    private SensorHours.Readings copied() {
        return new SensorHours.Readings(archive, store, hours, evaluator, intake::position);
    }

    /** Nobody copies hours or readings of sensors under this name for the time being. Blocks. */
    public void forgetCopy(String name) {
        SensorHours.forget(archive, name);
    }

    /** How many rows of the register are live, silent, never heard. Blocks for the time that looking at all of them takes. */
    public SensorCensus census() {
        return SensorCensus.of(store, register(), liveFactor, clock.instant());
    }

    @Override
    public Future<List<SensorStatus>> sensor(String id) {
        return Worker.ask(queries, () -> list().of(id));
    }

    @Override
    public Future<List<SensorYear>> summary(String sensor, Optional<Integer> year) {
        return evaluations.ask(() -> {
            Instant now = clock.instant();
            int asked = year.orElseGet(() -> yearOf(now));
            Span span = evaluator.calendar().span(asked);
            Instant reference = evaluator.calendar().reference(asked, now);
            var folds = new YearFolds(store, hours, evaluator, asked, register());
            var found = new ArrayList<SensorYear>();
            for (Sensor row : register().rowsOf(sensor)) {
                if (row.validity().overlaps(span)) {
                    found.add(new SensorYear(row, asked, folds.contribution(row, reference)));
                }
            }
            return List.copyOf(found);
        });
    }

    @Override
    public Future<List<SensorShare>> shares(Measure measure, List<Sensor> rows, int year) {
        return evaluations.ask(() -> new YearFolds(store, hours, evaluator, year, register())
                .shares(measure, rows, evaluator.calendar().reference(year, clock.instant())));
    }

    @Override
    public Future<Page<RawReading>> readings(
            String sensor, Optional<String> quantity, Span span, int limit, Optional<String> next) {
        return Worker.ask(
                queries,
                () -> new RawReadings(store)
                        .page(sensor, quantity, MicroTime.of(span.from()), MicroTime.of(span.to()), limit, next));
    }

    @Override
    public Future<List<IndicatorState>> history(IndicatorNumber number, List<Instant> instants) {
        return evaluations.ask(() -> history.of(number, instants, current.inputs()));
    }

    @Override
    public ZoneId zone() {
        return hours.zone();
    }

    @Override
    public Future<Page<AssetStatus>> assets(
            Optional<String> assetClass, Optional<Boolean> live, int limit, Optional<String> next) {
        return Worker.ask(queries, () -> list().assets(assetClass, live, limit, next));
    }

    @Override
    public Future<Page<DeadLetter>> deadLetters(Optional<String> reason, int limit, Optional<String> next) {
        return deadLetters.page(reason, limit, next);
    }

    /**
     * Copies the archive while the city runs, with all that was acknowledged before the call.
     *
     * @param copy where; must not exist
     * @param between run often while it is copied, on a thread that may block; what it throws ends the copy
     * @return fails when no copy could be made, and then there is no file
     */
    public Future<Backup> copyArchive(Path copy, String cityId, Runnable between) {
        Position acknowledged = journal.end();
        return Worker.ask(copies, () -> {
            while (intake.committed().compareTo(acknowledged) < 0) {
                intake.problem().ifPresent(problem -> {
                    throw new IllegalStateException("the archive cannot be written: " + problem);
                });
                LockSupport.parkNanos(5_000_000);
                between.run();
            }
            try {
                return archive.copyTo(copy, cityId, clock, between);
            } catch (RuntimeException failed) {
                Files.deleteIfExists(copy);
                throw failed;
            }
        });
    }

    /** The bytes the archive takes on disk. Reads files. */
    public long archiveBytes() {
        return archive.bytes();
    }

    /** How many dead letters are kept, and how many had to go. */
    public Archive.DeadLetterCount deadLetterCount() {
        return archive.deadLetterCount();
    }

    /** Keeps a point that a copy elsewhere refused as a dead letter. Blocks. */
    public void refused(String target, String line, String why) {
        deadLetters.refused(target, line, why);
    }

    /** Who tries such points again when they are replayed, and answers whether that can be. */
    public void onReplayOfPoints(Predicate<String> again) {
        deadLetters.onReplayOfPoints(again);
    }

    @Override
    public Future<Replay> replay(long deadLetter) {
        return deadLetters.replay(deadLetter);
    }

    @Override
    public Future<Replay> replayAll(Optional<String> reason) {
        return deadLetters.replayAll(reason);
    }

    @Override
    public void close() {
        copies.close(); // waits; whoever asked for a copy ends it
        current.close();
        intake.close();
        current.keep();
        evaluations.close();
        queries.close();
        archive.close();
        journal.close();
    }
}
