package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.HourSummaries;
import org.citygauge.aggregator.evaluation.HourSummary;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.journal.HandClock;
import org.citygauge.aggregator.projection.SensorHours;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A copy of the hours of all sensors is right whatever the order in which readings come, when they are copied in between, and how often
 * either side is interrupted; and its hours add up to what the year says of the sensor.
 */
class SensorHoursTest {
    private static final int MOST_CRASHES = 4;

    @TempDir
    Path folder;

    static LongStream seeds() {
        long first = Long.getLong("citygauge.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("citygauge.seeds", 3));
    }

    /** The copy: by row, its hours. */
    private static final class Copy implements SensorHours.Sink {
        private final IdentityHashMap<Sensor, Map<Instant, HourSummary>> rows = new IdentityHashMap<>();
        private final Random random;
        private final List<HourSummary> waiting = new ArrayList<>();

        Copy(Random random) {
            this.random = random;
        }

        @Override
        public void accept(HourSummary summary) {
            waiting.add(summary);
        }

        /** Sometimes only a part arrives. */
        @Override
        public void flush() {
            boolean fails = random.nextInt(6) == 0;
            waiting.subList(0, fails ? waiting.size() / 2 : waiting.size())
                    .forEach(hour -> rows.computeIfAbsent(hour.sensor(), key -> new TreeMap<>())
                            .put(hour.end(), hour));
            waiting.clear();
            if (fails) {
                throw new IllegalStateException("away");
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCopyIsRightOnAnyRoad(long seed) {
        var made = new RandomYear(seed);
        var random = new Random(seed);
        var readings = new ArrayList<>(made.readings);
        Collections.shuffle(readings.subList(readings.size() / 4, readings.size()), random);
        var evaluator = new YearEvaluator(SmallCatalogue.ALL, made.calendar, 3, Duration.ofHours(6));
        Instant start = made.calendar.span(RandomYear.YEAR).from();
        var clock = new HandClock(start);
        var copy = new Copy(random);
        Register register = limited(made.register);
        long step = Duration.between(start, made.now).toMillis() / readings.size();
        int committed = 0;
        int crashes = 0;
        try (var city = new TestCity(folder, made.calendar)) {
            SensorHours hours = follow(city, made, register, evaluator, clock);
            hours.deleted();
            for (int next = 0; next < readings.size(); next++) {
                city.take(readings.get(next).receipt(), readings.get(next).line());
                Instant later = clock.instant().plusMillis(step);
                clock.set(later.isBefore(made.now) ? later : made.now);
                switch (random.nextInt(30)) {
                    case 0, 1, 2, 3 -> step(hours, copy, random.nextInt(4));
                    case 4, 5 -> {
                        city.engine().commit(random.nextBoolean());
                        committed = next + 1;
                    }
                    case 6 -> {
                        if (crashes++ < MOST_CRASHES) {
                            city.restart();
                            hours = follow(city, made, register, evaluator, clock);
                            assertThat(hours.startsOver()).isFalse();
                            next = committed - 1;
                        }
                    }
                    default -> {}
                }
            }
            clock.set(made.now);
            while (hours.isCorrecting() || MicroTime.of(hours.reached()) < hour(made, made.now)) {
                step(hours, copy, 10);
            }

            assertRight(made, register, evaluator, city, copy);
        }
    }

    /** The same with rates that half of the rows sometimes go beyond. */
    private static Register limited(Register register) {
        List<Sensor> rows = new ArrayList<>();
        for (Sensor row : register.sensors()) {
            var limits = new Sensor.Limits(
                    Optional.of(new BigDecimal("-900")), Optional.empty(), Optional.of(new BigDecimal("0.1")));
            rows.add(
                    rows.size() % 2 == 0
                            ? row
                            : new Sensor(
                                    row.id(),
                                    row.asset(),
                                    row.quantity(),
                                    row.unit(),
                                    row.kind(),
                                    row.expectedInterval(),
                                    row.validity(),
                                    limits,
                                    row.opening(),
                                    row.rollover(),
                                    row.hold()));
        }
        return new Register(register.assets(), rows, Set.of("id", "class", "weight"));
    }

    private static SensorHours follow(
            TestCity city, RandomYear made, Register register, YearEvaluator evaluator, HandClock clock) {
        var from = new SensorHours.Readings(
                city.archive(),
                city.store(),
                new CityHours(made.calendar.zone()),
                evaluator,
                () -> city.engine().position());
        return new SensorHours(from, () -> register, "copy", "here", clock);
    }

    private static void step(SensorHours hours, Copy copy, int times) {
        for (int i = 0; i < times; i++) {
            try {
                hours.goOn(copy);
                hours.correct(copy);
            } catch (IllegalStateException away) {
                assertThat(away).hasMessage("away");
            }
        }
    }

    private static long hour(RandomYear made, Instant instant) {
        return new CityHours(made.calendar.zone()).startOf(MicroTime.of(instant));
    }

    private static void assertRight(
            RandomYear made, Register register, YearEvaluator evaluator, TestCity city, Copy copy) {
        var cityHours = new CityHours(made.calendar.zone());
        long end = hour(made, made.now);
        for (Sensor row : register.sensors()) {
            Map<Instant, HourSummary> expected = new TreeMap<>();
            new HourSummaries(city.store(), cityHours, evaluator, register)
                    .show(
                            List.of(new HourSummaries.Job(row, 0, end - 1, false)),
                            end,
                            hour -> expected.put(hour.end(), hour));
            assertThat(copy.rows.getOrDefault(row, Map.of()))
                    .as("hours of %s", row)
                    .isEqualTo(expected);
            assertAddsUp(made, register, evaluator, city, row, expected);
        }
    }

    /** At the end of each of its hours in the year the hours so far come to what the year says. */
    private static void assertAddsUp(
            RandomYear made,
            Register register,
            YearEvaluator evaluator,
            TestCity city,
            Sensor row,
            Map<Instant, HourSummary> hours) {
        var folds =
                new YearFolds(city.store(), new CityHours(made.calendar.zone()), evaluator, RandomYear.YEAR, register);
        long count = 0;
        long flagged = 0;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal growth = BigDecimal.ZERO;
        for (HourSummary hour : hours.values()) {
            if (!hour.end().isAfter(made.calendar.span(RandomYear.YEAR).from())) {
                continue;
            }
            count += hour.count();
            flagged += hour.flagged();
            sum = sum.add(hour.sum());
            growth = growth.add(hour.growth().orElse(BigDecimal.ZERO));
            Contribution year = folds.contribution(row, hour.end());
            assertThat(count).isEqualTo(year.count());
            assertThat(sum).as("sum of %s at %s", row, hour.end()).isEqualByComparingTo(year.sum());
            assertThat(growth).as("growth of %s at %s", row, hour.end()).isEqualByComparingTo(year.growth());
            long flags =
                    year.flags().values().stream().mapToLong(Long::longValue).sum();
            long most = year.flags().values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            assertThat(flagged).as("flagged of %s at %s", row, hour.end()).isBetween(most, flags);
            assertThat(hour.last())
                    .isEqualTo(year.last().map(Contribution.Point::value).filter(value -> hour.count() > 0));
        }
    }
}
