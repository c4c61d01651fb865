package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 3 and 4: any order, any repetition, any restart gives the same year. */
class OrderDoesNotMatterTest {
    private static final Instant RECEIPT = Instant.parse("2025-06-01T00:00:00Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SensorKind.class)
    void anyOrderRepetitionAndRestartGivesTheSameYear(SensorKind kind) {
        Sensor sensor = TestCity.sensor(
                "s", kind, Optional.empty(), Optional.of(new BigDecimal("65536")), Optional.of(Duration.ofHours(2)));
        for (long seed = 1; seed <= 6; seed++) {
            var random = new Random(seed);
            List<String> readings = readings(random, kind);
            Contribution sorted = total(sensor, readings, random, "sorted" + kind + seed, false);
            var reversed = new ArrayList<>(readings);
            Collections.reverse(reversed);
            assertThat(total(sensor, reversed, random, "reversed" + kind + seed, true))
                    .as("reversed, seed %d", seed)
                    .isEqualTo(sorted);
            var shuffled = new ArrayList<>(readings);
            shuffled.addAll(readings.subList(0, readings.size() / 2));
            Collections.shuffle(shuffled, random);
            assertThat(total(sensor, shuffled, random, "shuffled" + kind + seed, true))
                    .as("shuffled and repeated, seed %d", seed)
                    .isEqualTo(sorted);
        }
    }

    private Contribution total(Sensor sensor, List<String> readings, Random random, String name, boolean interrupted) {
        try (var city = new TestCity(folder.resolve(name))) {
            for (String reading : readings) {
                city.take(RECEIPT, reading);
                if (interrupted && random.nextInt(100) == 0) {
                    city.engine().commit(random.nextBoolean());
                    city.restart();
                }
            }
            return city.contribution(sensor, 2025, RECEIPT);
        }
    }

    /** Some weeks around new year, with gaps, glitches, resets, equal instants and conflicting values; sorted by time. */
    private static List<String> readings(Random random, SensorKind kind) {
        var readings = new ArrayList<String>();
        Instant time = Instant.parse("2024-12-29T22:17:03Z");
        long value = 60_000;
        for (int i = 0; i < 700; i++) {
            time = time.plusSeconds(1 + random.nextInt(random.nextInt(20) == 0 ? 40_000 : 2_000));
            value = next(random, kind, value);
            long shown = kind == SensorKind.COUNTER && random.nextInt(40) == 0 ? 0 : value;
            String id = kind == SensorKind.AMOUNT && random.nextInt(5) == 0 ? "b" : "";
            readings.add("s," + time + "," + BigDecimal.valueOf(shown, random.nextInt(30) == 0 ? 1 : 0) + "," + id);
            if (random.nextInt(25) == 0) {
                readings.add("s," + time + "," + (shown + 1) + "," + id + "," + random.nextInt(3));
            }
        }
        return readings;
    }

    private static long next(Random random, SensorKind kind, long value) {
        return switch (kind) {
            case COUNTER -> random.nextInt(60) == 0 ? random.nextInt(50) : (value + random.nextInt(400)) % 65_536;
            case STATE -> random.nextInt(3);
            case GAUGE, AMOUNT -> random.nextInt(5_000) - 1_000;
        };
    }

    @ParameterizedTest
    @EnumSource(SensorKind.class)
    void theYearEqualsAReferenceThatSortsFirst(SensorKind kind) {
        Sensor sensor = TestCity.sensor(
                "s", kind, Optional.empty(), Optional.of(new BigDecimal("65536")), Optional.of(Duration.ofHours(2)));
        for (long seed = 11; seed <= 14; seed++) {
            var random = new Random(seed);
            List<String> readings = readings(random, kind);
            var shuffled = new ArrayList<>(readings);
            Collections.shuffle(shuffled, random);
            Contribution total = total(sensor, shuffled, random, "reference" + kind + seed, true);
            Reference reference =
                    Reference.of(readings, TestCity.CALENDAR.span(2025).from(), RECEIPT, kind);
            assertThat(total.count()).as("count, seed %d", seed).isEqualTo(reference.count);
            assertThat(total.sum()).as("sum, seed %d", seed).isEqualByComparingTo(reference.sum);
            assertThat(total.growth()).as("growth, seed %d", seed).isEqualByComparingTo(reference.growth);
            assertThat(total.flags().getOrDefault(Flag.CONFLICTING_VALUES, 0L))
                    .as("conflicts, seed %d", seed)
                    .isEqualTo(reference.conflicts);
            reference.micros.forEach((state, micros) -> assertThat(total.inState())
                    .hasEntrySatisfying(
                            new BigDecimal(state).stripTrailingZeros(),
                            stay -> assertThat(stay.time())
                                    .as("time in state %s", state)
                                    .isEqualTo(Duration.ofNanos(micros * 1000))));
        }
    }
}
