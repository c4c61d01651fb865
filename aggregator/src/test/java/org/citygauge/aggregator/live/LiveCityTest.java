package org.citygauge.aggregator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.citygauge.aggregator.archive.sqlite.SqliteArchive;
import org.citygauge.aggregator.engine.AdmissionRules;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.engine.Receipt;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.journal.sqlite.Limits;
import org.citygauge.aggregator.journal.sqlite.SqliteJournal;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.SeriesKey;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole city with a real journal and a real archive, and a clock that the test owns. */
class LiveCityTest {
    private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");
    private static final IndicatorNumber PARKING = new IndicatorNumber(19, 8);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
    private final InstantSource time = clock::get;
    private LiveCity city;

    @BeforeEach
    void open() throws IOException {
        SqliteArchive archive = SqliteArchive.open(folder.resolve("archive"), 1 << 20);
        SqliteJournal journal = SqliteJournal.open(
                folder.resolve("journal"), Limits.of(1 << 26, Duration.ofDays(7)), time, archive.position());
        city = LiveCity.open(new LiveCity.Parts(
                journal,
                archive,
                LiveCityTest::decode,
                new AdmissionRules(Instant.parse("2000-01-01T00:00:00Z"), AdmissionRules.TOLERANCE, 10),
                new YearEvaluator(catalogue(), new ReportingCalendar(ZoneId.of("Europe/Berlin"), MonthDay.of(1, 1)), 3),
                3,
                time,
                register("bay-1", "bay-2"),
                Figures.NONE,
                new KeptClosings()));
    }

    @AfterEach
    void close() {
        city.close();
    }

    private static Decoded decode(Entry entry) {
        String[] parts = new String(entry.message().payload(), StandardCharsets.UTF_8).split(" ", -1);
        if (parts.length != 2) {
            return new Decoded.Rejected(RejectedMessage.MALFORMED, "not two words");
        }
        return new Decoded.Readings(List.of(new Decoded.Good(new Reading(
                new SeriesKey(parts[0], ""),
                entry.receiptMicros(),
                Decimal.parse(parts[1]).orElseThrow(),
                "",
                "",
                0,
                true))));
    }

    private static Catalogue catalogue() {
        var unit = new Unit("{space}");
        var live = new Measure(
                new MeasureId("live"),
                "live",
                unit,
                Aggregation.LIVE_COUNT,
                new Binding.Register("bay", Map.of(), Optional.of("weight"), true));
        var all = new Measure(
                new MeasureId("all"),
                "all",
                unit,
                Aggregation.LAST,
                new Binding.Register("bay", Map.of(), Optional.of("weight"), false));
        var theme = new Theme(19, "Transport");
        var indicator = new Indicator(
                PARKING,
                theme,
                "Parking",
                "%",
                new Formula(BigDecimal.valueOf(100), live.id(), all.id(), false),
                Better.HIGHER,
                "live over all",
                "");
        return new Catalogue("test", Map.of(PARKING, indicator), Map.of(live.id(), live, all.id(), all));
    }

    private static Register register(String... bays) {
        List<Asset> assets = java.util.Arrays.stream(bays)
                .map(bay -> new Asset(bay, "bay", "", Map.of("weight", "2"), Span.ALWAYS))
                .toList();
        List<Sensor> sensors = java.util.Arrays.stream(bays)
                .map(bay -> new Sensor(
                        bay + "-status",
                        bay,
                        "occupied",
                        new Unit("{space}"),
                        SensorKind.STATE,
                        Duration.ofHours(1),
                        Span.ALWAYS,
                        Sensor.Limits.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        return new Register(assets, sensors, Set.of("id", "class", "weight"));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Receipt publish(String payload) throws Exception {
        return await(city.store(new Message(Message.HTTP, "t", payload.getBytes(StandardCharsets.UTF_8))));
    }

    private BigDecimal parking(YearState state) {
        return state.indicator(PARKING).orElseThrow().numerator().value().orElseThrow();
    }

    private void awaitNumerator(String expected) throws InterruptedException {
        BlockingQueue<List<IndicatorState>> changes = new LinkedBlockingQueue<>();
        Runnable end = city.onChange(changes::add);
        try {
            for (int i = 0; i < 20 && parking(city.now()).compareTo(new BigDecimal(expected)) != 0; i++) {
                changes.poll(1, TimeUnit.SECONDS);
            }
        } finally {
            end.run();
        }
        assertThat(parking(city.now())).isEqualByComparingTo(expected);
    }

    @Test
    void aReadingChangesTheLiveIndicator() throws Exception {
        awaitNumerator("0");
        assertThat(publish("bay-1-status 1").stored()).isEqualTo(1);
        clock.set(NOON.plusSeconds(1));
        awaitNumerator("2");
        assertThat(city.now().indicator(PARKING).orElseThrow().outcome())
                .isEqualTo(new Outcome.Computed(new BigDecimal("50")));
    }

    @Test
    void timeAloneChangesTheLiveIndicator() throws Exception {
        publish("bay-1-status 1");
        clock.set(NOON.plusSeconds(1));
        awaitNumerator("2");
        clock.set(NOON.plus(Duration.ofHours(3)));
        awaitNumerator("0");
    }

    @Test
    void aSensorThatIsRegisteredLateCountsAsIfItAlwaysHad() throws Exception {
        publish("bay-3-status 1");
        clock.set(NOON.plusSeconds(1));
        assertThat(await(city.sensors(Optional.of(SensorStatus.State.UNREGISTERED), 10, Optional.empty()))
                        .items())
                .singleElement()
                .satisfies(status -> assertThat(status.id()).isEqualTo("bay-3-status"));
        city.register(register("bay-1", "bay-2", "bay-3"));
        awaitNumerator("2");
    }

    @Test
    void theBooksBalanceWhateverComes() throws Exception {
        publish("bay-1-status 1");
        publish("bay-1-status 1");
        publish("rubbish");
        var books = city.books();
        assertThat(books.messages().received()).isEqualTo(3);
        assertThat(books.messages().decoded()).isEqualTo(2);
        assertThat(books.messages().rejected()).containsEntry("malformed", 1L);
        assertThat(books.messages().pending()).isZero();
    }

    @Test
    void aYearIsEvaluatedForAnyInstantInIt() throws Exception {
        publish("bay-1-status 1");
        clock.set(NOON.plusSeconds(60));
        awaitNumerator("2");
        assertThat(parking(await(city.year(Optional.empty(), Optional.of(NOON)))))
                .isZero();
        assertThat(parking(await(city.year(Optional.empty(), Optional.of(NOON.plusSeconds(1))))))
                .isEqualByComparingTo("2");
        assertThat(parking(await(city.year(Optional.of(2024), Optional.empty()))))
                .isZero();
    }

    @Test
    void everythingIsThereAgainAfterARestart() throws Exception {
        publish("bay-1-status 1");
        publish("rubbish");
        city.close(); // what was answered shows in the books a moment later
        var books = city.books();
        clock.set(NOON.plusSeconds(5));
        open();
        assertThat(city.books()).isEqualTo(books);
        assertThat(parking(city.now())).isEqualByComparingTo("2");
        assertThat(await(city.deadLetters(Optional.empty(), 10, Optional.empty()))
                        .items())
                .hasSize(1);
    }

    @Test
    void whatIsInTheJournalOnlyIsTakenInAfterARestart() throws Exception {
        Position position = await(city.journal()
                .append(List.of(
                        new Message(Message.LISTENER, "t", "bay-2-status 1".getBytes(StandardCharsets.UTF_8)))));
        city.close();
        clock.set(NOON.plusSeconds(5));
        open();
        await(city.caughtUp());
        awaitNumerator("2");
        assertThat(position.value()).isEqualTo(1);
        assertThat(city.books().bySource())
                .hasEntrySatisfying(
                        Message.LISTENER,
                        its -> assertThat(its.messages().received()).isEqualTo(1));
    }
}
