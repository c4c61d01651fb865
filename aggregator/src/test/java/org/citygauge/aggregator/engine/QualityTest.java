package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remarkable about readings is counted, and nothing is dropped for it. */
class QualityTest {
    private static final Instant RECEIPT = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

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

    private static Sensor sensor(SensorKind kind, Duration interval, Sensor.Limits limits) {
        return new Sensor(
                "s",
                "asset",
                "",
                new Unit("kW.h"),
                kind,
                interval,
                Span.ALWAYS,
                limits,
                Optional.empty(),
                kind == SensorKind.COUNTER ? Optional.of(new BigDecimal(1000)) : Optional.empty(),
                Optional.empty());
    }

    private static Sensor.Limits limits(String min, String max, String maxRate) {
        return new Sensor.Limits(number(min), number(max), number(maxRate));
    }

    private static Optional<BigDecimal> number(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
    }

    private static Sensor gauge(Duration interval) {
        return sensor(SensorKind.GAUGE, interval, Sensor.Limits.NONE);
    }

    private void send(Instant time, String rest) {
        city.take(RECEIPT, "s," + time + "," + rest);
    }

    /** The same value {@code times} times, the first at {@code from}; when the last was measured. */
    private Instant repeat(String value, Instant from, Duration every, int times) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < times; i++) {
            lines.add("s," + from.plus(every.multipliedBy(i)) + "," + value);
        }
        city.take(RECEIPT, lines.toArray(String[]::new));
        return from.plus(every.multipliedBy(times - 1L));
    }

    private Map<Flag, Long> flags(Sensor sensor) {
        return city.contribution(sensor, 2025).flags();
    }

    private long stuck(Sensor sensor) {
        return flags(sensor).getOrDefault(Flag.STUCK, 0L);
    }

    private long jumps(Sensor sensor) {
        return flags(sensor).getOrDefault(Flag.JUMP, 0L);
    }

    @Test
    void aGaugeThatShowsOneValueForMoreThanThreeDaysIsStuckFromThenOn() {
        repeat("17", START, HOUR, 72 + 1);
        assertThat(stuck(gauge(HOUR))).as("exactly three days").isZero();
        repeat("17", START.plus(HOUR.multipliedBy(73)), HOUR, 5);
        assertThat(stuck(gauge(HOUR))).isEqualTo(5);
        send(START.plus(HOUR.multipliedBy(78)), "17.5");
        send(START.plus(HOUR.multipliedBy(79)), "17");
        assertThat(stuck(gauge(HOUR))).as("another value ends it").isEqualTo(5);
    }

    @Test
    void anEqualValueWithOtherDigitsOrInAnotherUnitIsTheSame() {
        for (int hour = 0; hour <= 80; hour++) {
            send(
                    START.plus(HOUR.multipliedBy(hour)),
                    List.of("17,,,", "17.0,,,", "0.017,,,MW.h").get(hour % 3));
        }
        assertThat(stuck(gauge(HOUR))).isEqualTo(8);
    }

    @Test
    void zeroMayStandForThirtyDaysBecauseItIsAlsoNothing() {
        Instant last = repeat("0", START, HOUR, 30 * 24 + 1);
        assertThat(stuck(gauge(HOUR))).isZero();
        repeat("0", last.plus(HOUR), HOUR, 2);
        assertThat(stuck(gauge(HOUR))).isEqualTo(2);
    }

    @Test
    void whoReportsSeldomNeedsThreeIntervalsToShowAnotherValue() {
        repeat("17", START, DAY.multipliedBy(7), 6);
        assertThat(stuck(gauge(DAY.multipliedBy(7)))).isEqualTo(2);
        assertThat(stuck(gauge(DAY.multipliedBy(30)))).isZero();
    }

    @Test
    void aSilenceOfThreeDaysIsNotAValueThatStands() {
        Instant last = repeat("17", START, HOUR, 50);
        repeat("17", last.plus(Duration.ofHours(73)), HOUR, 50);
        assertThat(stuck(gauge(HOUR))).isZero();
    }

    @Test
    void aYearJudgesItsOwnReadings() {
        Instant newYear = TestCity.CALENDAR.span(2025).from();
        repeat("17", newYear.minus(HOUR.multipliedBy(100)), HOUR, 100 + 75);
        assertThat(stuck(gauge(HOUR))).isEqualTo(2);
        assertThat(city.contribution(gauge(HOUR), 2024).flags()).containsEntry(Flag.STUCK, 27L);
    }

    @Test
    void onlyGaugesGetStuck() {
        repeat("17", START, HOUR, 200);
        for (SensorKind kind : List.of(SensorKind.COUNTER, SensorKind.STATE, SensorKind.AMOUNT)) {
            assertThat(stuck(sensor(kind, HOUR, Sensor.Limits.NONE)))
                    .as("%s", kind)
                    .isZero();
        }
    }

    @Test
    void aLateReadingTakesBackWhatWasStuckOnlyWithoutIt() {
        repeat("17", START, HOUR, 100);
        assertThat(stuck(gauge(HOUR))).isEqualTo(27);
        send(START.plus(HOUR.multipliedBy(60)).plusSeconds(1), "18");
        assertThat(stuck(gauge(HOUR))).isZero();
    }

    @Test
    void maxRateIsInUnitsASecondUpAndDownAndOverGaps() {
        Sensor sensor = sensor(SensorKind.GAUGE, HOUR, limits("", "", "0.5"));
        send(START, "0");
        send(START.plusSeconds(10), "5");
        assertThat(jumps(sensor)).as("half a unit a second").isZero();
        send(START.plusSeconds(20), "10.001");
        assertThat(jumps(sensor)).isEqualTo(1);
        send(START.plusSeconds(30), "5");
        assertThat(jumps(sensor)).as("down").isEqualTo(2);
        send(START.plus(DAY), "43000");
        assertThat(jumps(sensor)).as("a day may bring 43 200").isEqualTo(2);
        send(START.plus(DAY).plusMillis(1), "43000.0006");
        assertThat(jumps(sensor)).as("a millisecond may bring 0.0005").isEqualTo(3);
    }

    @Test
    void twoValuesAtOneInstantAreAJump() {
        Sensor sensor = sensor(SensorKind.GAUGE, HOUR, limits("", "", "1000"));
        send(START, "1,a");
        send(START, "1,b");
        assertThat(jumps(sensor)).isZero();
        send(START, "2,c");
        assertThat(jumps(sensor)).isEqualTo(1);
    }

    @Test
    void theLastReadingOfTheYearBeforeIsJumpedFrom() {
        Instant newYear = TestCity.CALENDAR.span(2025).from();
        send(newYear.minusSeconds(10), "0");
        send(newYear.plusSeconds(10), "100");
        assertThat(jumps(sensor(SensorKind.GAUGE, HOUR, limits("", "", "1")))).isOne();
        assertThat(jumps(sensor(SensorKind.COUNTER, HOUR, limits("", "", "1")))).isOne();
    }

    @Test
    void theGrowthOfACounterJumpsAndNotWhatItShows() {
        Sensor sensor = sensor(SensorKind.COUNTER, HOUR, limits("", "", "1"));
        send(START, "950");
        send(START.plusSeconds(60), "990");
        send(START.plusSeconds(120), "30"); // rolls over at 1000
        send(START.plusSeconds(180), "0"); // a glitch
        send(START.plusSeconds(240), "90");
        send(START.plusSeconds(300), "500"); // 410 in a minute
        send(START.plusSeconds(360), "20"); // starts again
        send(START.plusSeconds(420), "30");
        send(START.plusSeconds(480), "40");
        send(START.plusSeconds(540), "50");
        assertThat(flags(sensor))
                .containsOnly(
                        Map.entry(Flag.ROLLOVER, 1L),
                        Map.entry(Flag.GLITCH, 1L),
                        Map.entry(Flag.COUNTER_RESET, 1L),
                        Map.entry(Flag.JUMP, 1L));
    }

    @Test
    void aRolloverAloneIsNoJump() {
        Sensor sensor = sensor(SensorKind.COUNTER, HOUR, limits("", "", "1"));
        send(START, "990");
        send(START.plusSeconds(60), "30");
        send(START.plusSeconds(120), "40");
        send(START.plusSeconds(180), "50");
        send(START.plusSeconds(240), "60");
        assertThat(flags(sensor)).containsOnly(Map.entry(Flag.ROLLOVER, 1L));
    }

    @Test
    void aStateHasNoRate() {
        send(START, "0");
        send(START.plusMillis(1), "9");
        assertThat(jumps(sensor(SensorKind.STATE, HOUR, limits("", "", "1")))).isZero();
    }

    @Test
    void limitsAreComparedInTheUnitOfTheRegisterAndNothingIsLeftOut() {
        Sensor sensor = sensor(SensorKind.GAUGE, HOUR, limits("-5", "20", ""));
        send(START, "20");
        send(START.plusSeconds(1), "0.02,,,MW.h");
        send(START.plusSeconds(2), "0.021,,,MW.h");
        send(START.plusSeconds(3), "-5.5");
        Contribution year = city.contribution(sensor, 2025);
        assertThat(year.flags()).containsOnly(Map.entry(Flag.OUT_OF_RANGE, 2L));
        assertThat(year.count()).isEqualTo(4);
        assertThat(year.sum()).isEqualByComparingTo("55.5");
        assertThat(city.engine().books().readings().stored()).isEqualTo(4);
    }

    @Test
    void aUnitThatDoesNotFitExcludesTheReadingAndIsCounted() {
        send(START, "20,,,m3");
        send(START.plusSeconds(1), "1");
        Contribution year = city.contribution(gauge(HOUR), 2025);
        assertThat(year.flags()).containsOnly(Map.entry(Flag.UNIT_INCOMPATIBLE, 1L));
        assertThat(year.count()).isOne();
        assertThat(city.engine().books().readings().stored()).isEqualTo(2);
    }

    private Map<Flag, Long> weighed(SensorKind kind, String weighedIn) {
        var measure = new Measure(
                new MeasureId("things"),
                "things",
                new Unit(weighedIn),
                Aggregation.LIVE_WEIGHT,
                new Binding.Register("thing", Map.of(), Optional.of("weight"), true));
        var evaluator =
                new YearEvaluator(new Catalogue("one", Map.of(), Map.of(measure.id(), measure)), TestCity.CALENDAR, 3);
        Sensor sensor = sensor(kind, HOUR, Sensor.Limits.NONE);
        var register = new Register(
                List.of(new Asset("asset", "thing", "", Map.of("weight", "20"), Span.ALWAYS)),
                List.of(sensor),
                Set.of("weight"));
        return new YearFolds(city.store(), new CityHours(TestCity.BERLIN), evaluator, 2025, register)
                .contribution(sensor, TestCity.CALENDAR.span(2025).to())
                .flags();
    }

    @Test
    void moreThanAnAssetHoldsIsOverWeightWhereTheWeightIsInTheUnitOfTheSensor() {
        send(START, "20");
        send(START.plusSeconds(1), "0.02001,,,MW.h");
        assertThat(weighed(SensorKind.GAUGE, "kW.h")).containsOnly(Map.entry(Flag.OVER_WEIGHT, 1L));
        assertThat(weighed(SensorKind.GAUGE, "MW.h")).isEmpty();
        assertThat(weighed(SensorKind.COUNTER, "kW.h"))
                .as("what a meter shows, it does not hold")
                .isEmpty();
    }
}
