package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards promise 3 where a counter or a state goes over a border: of an hour, of a year, of a row's validity. And the lessons: one
 * out-of-order value poisons the difference; zero glitches add a lifetime; resets during an outage go negative; resets do not always
 * go to zero (thingsboard#5215, #15553; home-assistant/core#57900, #101155; timescaledb-toolkit#900).
 */
class CounterBordersTest {
    private static final Instant RECEIPT = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    private TestCity city;

    @BeforeEach
    void open() {
        city = new TestCity(folder);
    }

    @AfterEach
    void close() {
        city.close();
    }

    /** Readings of sensor {@code s} as {@code time=value} or {@code time=value unit}, one message each. */
    private void sent(String... readings) {
        for (String reading : readings) {
            String[] parts = reading.split("[= ]", -1);
            String unit = parts.length > 2 ? parts[2] : "";
            city.take(RECEIPT, "s," + parts[0] + "," + parts[1] + ",,," + unit);
        }
    }

    private Contribution counter(int year) {
        return city.contribution(TestCity.sensor("s", SensorKind.COUNTER), year);
    }

    private static Flag[] flags(Contribution given) {
        return given.flags().keySet().toArray(new Flag[0]);
    }

    @Test
    void aZeroGlitchAtTheTurnOfAnHourAddsNothing() {
        sent("2025-05-01T09:59:00Z=1000", "2025-05-01T10:00:00Z=0", "2025-05-01T10:01:00Z=1010");
        assertThat(counter(2025).growth()).isEqualByComparingTo("10");
        assertThat(flags(counter(2025))).containsExactly(Flag.GLITCH);
    }

    @Test
    void aGlitchAtTheTurnOfTheYearAddsNothingToEither() {
        sent(
                "2025-12-31T22:50:00Z=999990",
                "2025-12-31T22:55:00Z=1000000",
                "2025-12-31T22:59:00Z=999999",
                "2025-12-31T23:00:00Z=7",
                "2025-12-31T23:05:00Z=1000010");
        assertThat(counter(2025).growth()).isEqualByComparingTo("10");
        assertThat(flags(counter(2025))).containsExactly(Flag.GLITCH);
        assertThat(counter(2026).growth()).isEqualByComparingTo("10");
        assertThat(flags(counter(2026))).containsExactly(Flag.GLITCH);
    }

    @Test
    void aFallAtTheTurnOfTheYearThatStaysIsAResetOfItsYear() {
        sent(
                "2025-12-31T22:50:00Z=1000",
                "2025-12-31T22:59:00Z=5",
                "2025-12-31T23:05:00Z=6",
                "2025-12-31T23:10:00Z=7",
                "2025-12-31T23:15:00Z=8",
                "2025-12-31T23:20:00Z=2000");
        assertThat(counter(2025).growth()).isEqualByComparingTo("5");
        assertThat(flags(counter(2025))).containsExactly(Flag.COUNTER_RESET);
        assertThat(counter(2026).growth()).isEqualByComparingTo("1995");
    }

    @Test
    void untilTheNextReadingsAreThereAFallCountsAsAReset() {
        sent("2025-05-01T09:59:00Z=1000", "2025-05-01T10:00:00Z=600");
        assertThat(counter(2025).growth()).isEqualByComparingTo("600");
        assertThat(flags(counter(2025))).containsExactly(Flag.COUNTER_RESET);
        sent("2025-05-01T10:03:00Z=1003");
        assertThat(counter(2025).growth()).isEqualByComparingTo("3");
        assertThat(flags(counter(2025))).containsExactly(Flag.GLITCH);
    }

    /** So that whoever keeps a number of each hour can write those again. */
    @Test
    void whatProvesToBeAGlitchChangesTheHoursSince() {
        Sensor sensor = TestCity.sensor("s", SensorKind.COUNTER);
        var register = new Register(List.of(TestCity.asset("asset")), List.of(sensor), Set.of());
        YearFolds folds = city.folds(register, 2025);
        folds.warm(RECEIPT);
        assertThat(reconsidered(folds, "2025-05-01T08:00:00Z=1000", "2025-05-01T09:00:00Z=600"))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(reconsidered(folds, "2025-05-01T10:03:00Z=1003"))
                .isEqualTo(MicroTime.of(Instant.parse("2025-05-01T09:00:00Z")));
        assertThat(reconsidered(folds, "2025-05-01T11:00:00Z=5")).isEqualTo(Long.MAX_VALUE);
        assertThat(reconsidered(folds, "2025-05-01T12:00:00Z=6")).isEqualTo(Long.MAX_VALUE);
        assertThat(reconsidered(folds, "2025-05-01T13:00:00Z=7", "2025-05-01T14:00:00Z=8"))
                .isEqualTo(Long.MAX_VALUE);
    }

    private long reconsidered(YearFolds folds, String... readings) {
        sent(readings);
        folds.correct(city.store().takeChanged());
        folds.moveTo(RECEIPT);
        return folds.takeReconsidered();
    }

    @Test
    void aValueBetweenTwoOthersThatComesLateChangesNoTotal() {
        sent("2025-05-01T10:00:00Z=100", "2025-05-01T12:00:00Z=300", "2025-05-01T13:00:00Z=400");
        sent("2025-05-01T11:00:00Z=200");
        assertThat(counter(2025).growth()).isEqualByComparingTo("300");
        assertThat(flags(counter(2025))).isEmpty();
    }

    @Test
    void aResetWithinAnOutageOfDaysIsNeverNegative() {
        sent("2025-05-01T10:00:00Z=5000", "2025-05-04T10:00:00Z=120", "2025-05-04T11:00:00Z=130");
        assertThat(counter(2025).growth()).isEqualByComparingTo("130");
        assertThat(flags(counter(2025))).containsExactly(Flag.COUNTER_RESET);
    }

    @Test
    void countersRollOverAtSixteenAndAtThirtyTwoBitsAlsoAtTheTurnOfTheYear() {
        for (String limit : List.of("65536", "4294967296")) {
            BigDecimal top = new BigDecimal(limit);
            try (var rolling = new TestCity(folder.resolve(limit))) {
                rolling.take(RECEIPT, "s,2025-12-31T22:00:00Z," + top.subtract(BigDecimal.TEN));
                rolling.take(RECEIPT, "s,2025-12-31T23:30:00Z,5");
                Sensor sensor =
                        TestCity.sensor("s", SensorKind.COUNTER, Optional.empty(), Optional.of(top), Optional.empty());
                assertThat(rolling.contribution(sensor, 2025).growth()).isZero();
                Contribution next = rolling.contribution(sensor, 2026);
                assertThat(next.growth()).isEqualByComparingTo("15");
                assertThat(flags(next)).containsExactly(Flag.ROLLOVER);
            }
        }
    }

    @Test
    void whatDoesNotFitDoesNotLeadUpToAYear() {
        sent("2025-12-31T20:00:00Z=1000");
        for (int minute = 10; minute < 30; minute++) {
            sent("2025-12-31T20:" + minute + ":00Z=3 m3");
        }
        sent("2026-01-01T10:00:00Z=1100");
        assertThat(counter(2026).growth()).isEqualByComparingTo("100");
        assertThat(city.contribution(TestCity.sensor("s", SensorKind.STATE), 2026)
                        .inState()
                        .get(new BigDecimal("1E+3")))
                .isEqualTo(new Contribution.Stay(Duration.ofHours(11), 0));
    }

    @Test
    void aMeterIsSwappedForOneWithAnOpeningReading() {
        Instant swap = LocalDate.of(2025, 7, 1).atStartOfDay(TestCity.BERLIN).toInstant();
        Sensor before = meter(new Span(Instant.MIN, swap), Optional.empty());
        Sensor after = meter(new Span(swap, Instant.MAX), Optional.of(new BigDecimal("20")));
        var register = new Register(List.of(TestCity.asset("asset")), List.of(before, after), Set.of());
        sent(
                "2025-06-30T20:00:00Z=90000",
                "2025-06-30T21:59:59.999999Z=90100",
                "2025-06-30T22:00:00Z=21",
                "2025-07-01T10:00:00Z=50",
                "2026-01-01T10:00:00Z=60");
        Instant end = TestCity.CALENDAR.span(2025).to();
        assertThat(city.folds(register, 2025).contribution(before, end).growth())
                .isEqualByComparingTo("100");
        assertThat(city.folds(register, 2025).contribution(after, end).growth()).isEqualByComparingTo("30");
        assertThat(city.folds(register, 2025).contribution(after, end).flags()).isEmpty();
        Instant next = TestCity.CALENDAR.span(2026).to();
        assertThat(city.folds(register, 2026).contribution(after, next).growth())
                .isEqualByComparingTo("10");
    }

    private static Sensor meter(Span validity, Optional<BigDecimal> opening) {
        return new Sensor(
                "s",
                "asset",
                "",
                new Unit("kW.h"),
                SensorKind.COUNTER,
                Duration.ofHours(1),
                validity,
                Sensor.Limits.NONE,
                opening,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aStateGoesOnOverEmptyHoursAndOverNewYearWithoutBeingEnteredAgain() {
        sent("2025-12-30T23:00:00Z=1", "2026-01-02T23:00:00Z=1", "2026-01-03T23:00:00Z=0");
        Sensor sensor = TestCity.sensor("s", SensorKind.STATE);
        assertThat(city.contribution(sensor, 2025).inState().get(BigDecimal.ONE))
                .isEqualTo(new Contribution.Stay(Duration.ofHours(24), 1));
        assertThat(city.contribution(sensor, 2026).inState().get(BigDecimal.ONE))
                .isEqualTo(new Contribution.Stay(Duration.ofDays(3), 0));
    }

    @Test
    void aStateThatIsHeldTooLongIsUnknownAndEnteredAnew() {
        sent("2025-12-31T22:00:00Z=1", "2026-01-01T10:00:00Z=1", "2026-01-01T11:00:00Z=1", "2026-01-01T12:00:00Z=0");
        Sensor sensor = TestCity.sensor(
                "s", SensorKind.STATE, Optional.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(90)));
        assertThat(city.contribution(sensor, 2025).inState().get(BigDecimal.ONE))
                .isEqualTo(new Contribution.Stay(Duration.ofHours(1), 1));
        assertThat(city.contribution(sensor, 2026).inState().get(BigDecimal.ONE))
                .isEqualTo(new Contribution.Stay(Duration.ofMinutes(30 + 120), 1));
    }

    @Test
    void whatIsSaidOfOneInstantIsTheSameHoweverItCame() {
        List<String> said = List.of("1 kWh", "1000 Wh", "1 Wh", "1.0 kWh", "1.00 kW.h");
        BigDecimal first = null;
        for (int turn = 0; turn < said.size(); turn++) {
            try (var turned = new TestCity(folder.resolve("turn" + turn))) {
                for (int i = 0; i < said.size(); i++) {
                    String[] parts = said.get((turn + i) % said.size()).split(" ", -1);
                    turned.take(RECEIPT, "s,2025-05-01T10:00:00Z," + parts[0] + ",,," + parts[1]);
                }
                Contribution given = turned.contribution(TestCity.sensor("s", SensorKind.AMOUNT), 2025);
                assertThat(given.count()).isOne();
                assertThat(given.flags()).containsEntry(Flag.CONFLICTING_VALUES, 1L);
                first = first == null ? given.sum() : first;
                assertThat(given.sum()).isEqualTo(first);
            }
        }
    }

    @Test
    void theSameValueWithMoreZerosIsOnlyADuplicate() {
        assertThat(Arrays.asList(
                        city.take(RECEIPT, "s,2025-05-01T10:00:00Z,1.0").stored(),
                        city.take(RECEIPT, "s,2025-05-01T10:00:00Z,1.00").duplicate(),
                        city.take(RECEIPT, "s,2025-05-01T10:00:00Z,1e0").duplicate()))
                .containsExactly(1L, 1L, 1L);
        assertThat(counter(2025).flags()).isEmpty();
    }

    @Test
    void aTimeOfTheDevicesOwnTakesTheFlagOfTheReceiptTimeAway() {
        Sensor sensor = TestCity.sensor("s", SensorKind.GAUGE);
        Instant time = Instant.parse("2025-05-01T10:00:00Z");
        city.take(time, "s,,5");
        assertThat(city.contribution(sensor, 2025).flags()).containsEntry(Flag.RECEIPT_TIME, 1L);
        assertThat(city.take(time, "s," + time + ",5").duplicate()).isOne();
        assertThat(city.contribution(sensor, 2025).flags()).isEmpty();
        assertThat(city.take(time, "s,,5").duplicate()).isOne();
        assertThat(city.contribution(sensor, 2025).flags()).isEmpty();
    }
}
