package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.citygauge.aggregator.archive.sqlite.SqliteArchive;
import org.citygauge.aggregator.engine.AdmissionRules;
import org.citygauge.aggregator.engine.Receipt;
import org.citygauge.aggregator.engine.TestCity;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.sqlite.Limits;
import org.citygauge.aggregator.journal.sqlite.SqliteJournal;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Better;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.formula.Outcome;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/**
 * A city with a real journal and a real archive whose years are closed: energy of its meters for each of its people. The clock is the
 * test's.
 */
final class ClosingCity implements AutoCloseable {
    static final IndicatorNumber ENERGY = new IndicatorNumber(7, 4);
    static final MeasureId PEOPLE = new MeasureId("people");
    static final ReportingCalendar CALENDAR = new ReportingCalendar(ZoneId.of("Europe/Berlin"), MonthDay.of(1, 1));
    static final Instant JANUARY = Instant.parse("2026-01-10T12:00:00Z");

    final KeptClosings closings = new KeptClosings();
    private final Path folder;
    private final AtomicReference<Instant> clock = new AtomicReference<>(JANUARY);
    private Register register = register("meter");
    private Figures figures = people(Map.of(2024, "10", 2025, "10", 2026, "10"));
    private Catalogue catalogue = catalogue("energy");
    private LiveCity city;

    ClosingCity(Path folder) {
        this.folder = folder;
        city = open();
    }

    private LiveCity open() {
        SqliteArchive archive = SqliteArchive.open(folder.resolve("archive"), 1 << 20);
        try {
            return LiveCity.open(new LiveCity.Parts(
                    SqliteJournal.open(
                            folder.resolve("journal"),
                            Limits.of(1 << 26, Duration.ofDays(7)),
                            clock::get,
                            archive.position()),
                    archive,
                    TestCity::decode,
                    new AdmissionRules(Instant.parse("2000-01-01T00:00:00Z"), AdmissionRules.TOLERANCE, 100),
                    new YearEvaluator(catalogue, CALENDAR, 3),
                    3,
                    clock::get,
                    register,
                    figures,
                    closings));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    void restart() {
        city.close();
        city = open();
    }

    LiveCity live() {
        return city;
    }

    void now(String instant) {
        clock.set(Instant.parse(instant));
    }

    void register(Register changed) {
        register = changed;
        city.register(changed);
    }

    void figures(Figures changed) {
        figures = changed;
        city.figures(changed);
    }

    /** With the next start. */
    void catalogue(Catalogue changed) {
        catalogue = changed;
    }

    static Figures people(Map<Integer, String> byYear) {
        return new Figures(byYear.entrySet().stream()
                .map(figure -> new Figure(
                        PEOPLE,
                        figure.getKey(),
                        new BigDecimal(figure.getValue()),
                        "{person}",
                        "registry",
                        Optional.empty(),
                        ""))
                .toList());
    }

    static Register register(String... meters) {
        return new Register(
                Arrays.stream(meters)
                        .map(meter -> new Asset("at " + meter, "grid", "", Map.of(), Span.ALWAYS))
                        .toList(),
                Arrays.stream(meters).map(ClosingCity::meter).toList(),
                Set.of("id", "class"));
    }

    private static Sensor meter(String id) {
        return new Sensor(
                id,
                "at " + id,
                "energy",
                new Unit("kW.h"),
                SensorKind.COUNTER,
                Duration.ofHours(1),
                Span.ALWAYS,
                Sensor.Limits.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Catalogue catalogue(String quantity) {
        var energy = new Measure(
                new MeasureId("energy"),
                "energy",
                new Unit("kW.h"),
                Aggregation.SUM,
                new Binding.Sensors(List.of("grid"), List.of(), Map.of(), quantity, Optional.empty()));
        var people = new Measure(PEOPLE, "people", new Unit("{person}"), Aggregation.LAST, new Binding.Entered());
        var indicator = new Indicator(
                ENERGY,
                new Theme(7, "Energy"),
                "Energy a head",
                "kW.h",
                new Formula(BigDecimal.ONE, energy.id(), people.id(), false),
                Better.LOWER,
                "energy over people",
                "");
        return new Catalogue(
                "test", Map.of(ENERGY, indicator), new HashMap<>(Map.of(energy.id(), energy, PEOPLE, people)));
    }

    Receipt send(String... lines) {
        byte[] payload = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return await(city.store(new Message(Message.HTTP, "t", payload)));
    }

    /** The energy of a year as it is answered. */
    String energy(int year) {
        return energy(await(city.year(Optional.of(year), Optional.empty())));
    }

    static String energy(YearState state) {
        return state.indicator(ENERGY)
                .orElseThrow()
                .numerator()
                .value()
                .map(value -> value.stripTrailingZeros().toPlainString())
                .orElse("missing");
    }

    static String said(YearState state) {
        return state.indicator(ENERGY).orElseThrow().outcome() instanceof Outcome.Computed(BigDecimal value)
                ? value.stripTrailingZeros().toPlainString()
                : "missing";
    }

    /** Waits until it is so, and not for ever. */
    static void eventually(BooleanSupplier isSo) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!isSo.getAsBoolean() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    @Override
    public void close() {
        city.close();
    }
}
