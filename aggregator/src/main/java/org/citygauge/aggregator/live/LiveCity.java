package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Attachment;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.closing.ClosedYears;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.Closings;
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
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.journal.CountedJournal;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Message;
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
    private final CountedJournal journal;
    private final Archive archive;
    private final ReadingStore store;
    private final Engine engine;
    private final Intake intake;
    private final DeadLetters deadLetters;
    private final CityHours hours;
    private final YearEvaluator evaluator;
    private final InstantSource clock;
    private final PendingCounts pending;
    private final CurrentYear current;
    private final SensorQuestions ofSensors;
    private final YearQuestions ofYears;
    private final YearClosing yearClosing;
    private final YearDifferences differences;
    private final CopySource copySource;
    private final ArchiveCopies copies;
    private final ExecutorService queries = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("citygauge-queries").factory());
    private volatile long lagNanos;

    /**
     * What a city is made of.
     *
     * @param journal closed with the city, like the archive
     * @param decoder reads the messages of the journal
     * @param closings years that were closed, and where others are
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
            Figures figures,
            Closings closings) {}

    private LiveCity(Parts parts) {
        clock = parts.clock();
        evaluator = parts.evaluator();
        archive = parts.archive();
        journal = new CountedJournal(parts.journal());
        hours = new CityHours(evaluator.calendar().zone());
        Archive.Opening opening = archive.opening();
        store = new ReadingStore(archive, hours);
        ClosedYears closed = ClosedYears.of(parts.closings());
        store.closed(closed.times());
        engine = new Engine(archive, opening, store, parts.decoder(), parts.rules());
        engine.register(registered(parts.register()), quantities(parts.register()));
        pending = new PendingCounts(journal, engine.books(), opening.position());
        intake = new Intake(journal, store, engine);
        deadLetters = new DeadLetters(archive, engine, intake, queries, clock);
        store.takeChanged();
        current = new CurrentYear(
                store,
                hours,
                evaluator,
                clock,
                new CurrentYear.Inputs(parts.register(), parts.figures(), closed),
                new KeptFolds(archive, store, intake),
                this::changedFrom);
        ofSensors = new SensorQuestions(store, this::register, parts.liveFactor(), clock, queries);
        var bases = new YearBases(store, evaluator, parts.closings());
        ofYears = new YearQuestions(store, hours, bases, clock, current);
        differences = new YearDifferences(store, hours, bases, ofYears);
        yearClosing = new YearClosing(
                store, hours, parts.closings(), bases, current, intake, this::books, clock, this::yearClosed);
        copySource = new CopySource(
                new SensorHours.Readings(archive, store, hours, evaluator, intake::position),
                bases,
                current::inputs,
                deadLetters,
                clock);
        copies = new ArchiveCopies(archive, journal, intake, clock);
    }

    /**
     * Opens a city and starts its threads. Blocks while the archive is read.
     *
     * @throws IllegalStateException if the archive was made for another time zone
     */
    public static LiveCity open(Parts parts) {
        ArchiveZone.keep(parts.archive(), parts.evaluator().calendar().zone());
        var city = new LiveCity(parts);
        city.intake.start();
        city.current.start();
        city.yearClosing.verify();
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
        current.register(register);
        inputsChanged();
    }

    /** Replaces the entered figures; numbers follow within a second. */
    public void figures(Figures figures) {
        current.figures(figures);
        inputsChanged();
    }

    private void inputsChanged() {
        ofYears.inputsChanged();
        copySource.pastChanged(
                evaluator.calendar().span(yearOf(clock.instant())).from());
    }

    private void yearClosed(Span span) {
        ofYears.inputsChanged();
        copySource.pastChanged(span.from());
    }

    private void changedFrom(long micros) {
        long firstReceipt = intake.takeFirstUnseenReceipt();
        if (firstReceipt != Long.MAX_VALUE) {
            lagNanos = Math.max(0, MicroTime.of(clock.instant()) - firstReceipt) * 1000;
        }
        ofYears.changedFrom(micros);
        if (micros < hours.hourOf(MicroTime.of(clock.instant())) * 1_000_000) {
            copySource.pastChanged(MicroTime.instant(micros));
        }
    }

    /** What a copy of the city elsewhere is made from. */
    public CopySource copySource() {
        return copySource;
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
            intake.await(end);
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
        return ofYears.year(year, at);
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
        return pending.addTo(intake.books());
    }

    @Override
    public Future<Receipt> store(Message message) {
        return journal.append(List.of(message)).compose(intake::receipt);
    }

    @Override
    public Future<Page<SensorStatus>> sensors(Optional<SensorStatus.State> state, int limit, Optional<String> next) {
        return ofSensors.sensors(state, limit, next);
    }

    /** How many rows of the register are live, silent, never heard. Blocks for the time that looking at all of them takes. */
    public SensorCensus census() {
        return ofSensors.census();
    }

    @Override
    public Future<List<SensorStatus>> sensor(String id) {
        return ofSensors.sensor(id);
    }

    @Override
    public Future<YearPicture> picture(int year) {
        return ofYears.picture(year, Optional.empty(), this::books);
    }

    @Override
    public Future<YearPicture> picture(int year, int revision) {
        return ofYears.picture(year, Optional.of(revision), this::books);
    }

    @Override
    public Future<YearState> revision(int year, int revision, Optional<Instant> at) {
        return ofYears.revision(year, revision, at);
    }

    @Override
    public List<Closing> closings() {
        return current.inputs().closed().known().stream()
                .map(ClosedYears.Known::closing)
                .toList();
    }

    @Override
    public Future<YearStanding> standing(int year) {
        return ofYears.year(Optional.of(year), Optional.empty())
                .compose(state -> ofYears.ask(() -> {
                    CurrentYear.Inputs inputs = current.inputs();
                    Optional<Closing> closing = inputs.closed().inForce(year);
                    boolean isOver = !clock.instant()
                            .isBefore(evaluator.calendar().span(year).to());
                    return new YearStanding(
                            isOver && closing.isEmpty() ? ofYears.ifClosed(year, inputs) : state,
                            isOver,
                            inputs.closed().of(year),
                            closing.flatMap(yearClosing::digest),
                            closing.map(its -> differences.of(its, inputs)).orElse(List.of()));
                }));
    }

    @Override
    public Future<Closing> closeYear(int year, String actor) {
        return yearClosing.close(year, actor);
    }

    @Override
    public Future<Closing> restate(int year, String actor, String reason) {
        return yearClosing.restate(year, actor, reason);
    }

    /** Which closed year does not come to what it did when it was closed; empty when all is well. */
    public Optional<String> closedYearsProblem() {
        return yearClosing.problem();
    }

    @Override
    public Future<List<SensorYear>> summary(String sensor, Optional<Integer> year) {
        return ofYears.summary(sensor, year);
    }

    @Override
    public Future<List<SensorShare>> shares(Measure measure, List<Sensor> rows, int year) {
        return ofYears.shares(measure, rows, year);
    }

    @Override
    public Future<Page<RawReading>> readings(
            String sensor, Optional<String> quantity, Span span, int limit, Optional<String> next) {
        return ofSensors.readings(sensor, quantity, span, limit, next);
    }

    @Override
    public Future<List<IndicatorState>> history(IndicatorNumber number, List<Instant> instants) {
        return ofYears.history(number, instants);
    }

    @Override
    public ZoneId zone() {
        return hours.zone();
    }

    @Override
    public Future<Page<AssetStatus>> assets(
            Optional<String> assetClass, Optional<Boolean> live, int limit, Optional<String> next) {
        return ofSensors.assets(assetClass, live, limit, next);
    }

    @Override
    public Future<Page<DeadLetter>> deadLetters(Optional<String> reason, int limit, Optional<String> next) {
        return deadLetters.page(reason, limit, next);
    }

    /**
     * Copies the archive while the city runs, with all that was acknowledged before the call.
     *
     * @param copy where; must not exist
     * @param attached files that go along
     * @param between run often while it is copied, on a thread that may block; what it throws ends the copy
     * @return fails when no copy could be made, and then there is no file
     */
    public Future<Backup> copyArchive(Path copy, String cityId, List<Attachment> attached, Runnable between) {
        return copies.to(copy, cityId, attached, between);
    }

    /** The bytes the archive takes on disk. Reads files. */
    public long archiveBytes() {
        return archive.bytes();
    }

    /** How many dead letters are kept, and how many had to go. */
    public Archive.DeadLetterCount deadLetterCount() {
        return archive.deadLetterCount();
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
        yearClosing.close();
        current.close();
        intake.close();
        current.keep();
        ofYears.close();
        queries.close();
        archive.close();
        journal.close();
    }
}
