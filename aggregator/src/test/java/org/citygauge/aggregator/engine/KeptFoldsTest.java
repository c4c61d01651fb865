package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guards promise 4 (crashes do not matter) for the sums that are kept between starts: taken up again after any crash, they are those
 * that reading the whole year gives.
 */
class KeptFoldsTest {
    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SensorKind.class)
    void keptSumsAreThoseOfTheWholeYear(SensorKind kind) {
        for (long seed = 1; seed <= 12; seed++) {
            // Few sensors are read one by one, many together.
            int sensors = seed % 3 == 0 ? 40 : 3;
            var register = register(kind, sensors);
            var random = new Random(seed);
            try (var city = followed(kind + "-" + seed, register, random)) {
                city.feed(readings(random, sensors));
                city.follow();
                assertSumsAreThoseOfTheWholeYear(city, register, "kind " + kind + ", seed " + seed);
            }
        }
    }

    /** Nobody told a sensor that the year was read up to now while it was silent. */
    @Test
    void aReadingThatCameAfterItsSilenceWasKeptCounts() {
        var register = register(SensorKind.AMOUNT, 40);
        try (var city = followed("silent", register, new Random(1))) {
            for (int sensor = 0; sensor < 40; sensor++) {
                city.take(sent("s" + sensor, Instant.parse("2025-02-01T00:00:00Z"), "1", ""));
                city.take(sent("s" + sensor, Instant.parse("2025-03-01T00:00:00Z"), "1", ""));
            }
            city.commit(true);
            city.register(register); // all are read anew, together, up to now
            city.keep();
            city.take(sent("s7", Instant.parse("2025-05-31T23:59:00Z"), "5", ""));
            city.commit(false);
            city.restart();
            assertSumsAreThoseOfTheWholeYear(city, register, "after a silence");
            assertThat(city.folds()
                            .contribution(register.rowsOf("s7").getFirst(), NOW)
                            .sum())
                    .isEqualByComparingTo("7");
        }
    }

    private FollowedCity followed(String name, Register register, Random random) {
        return new FollowedCity(
                folder.resolve(name),
                TestCity.CALENDAR,
                2025,
                NOW,
                register,
                new Catalogue("none", Map.of(), Map.of()),
                random);
    }

    private static void assertSumsAreThoseOfTheWholeYear(FollowedCity city, Register register, String as) {
        YearFolds fresh = city.city().folds(register, 2025);
        for (Sensor sensor : register.sensors()) {
            assertThat(city.folds().contribution(sensor, NOW))
                    .as("%s, %s", sensor.id(), as)
                    .isEqualTo(fresh.contribution(sensor, NOW));
        }
    }

    /** In order with some that are late by minutes or weeks; some name the quantity, some do not. */
    private static List<Sent> readings(Random random, int sensors) {
        var readings = new ArrayList<Sent>();
        Instant time = Instant.parse("2024-12-31T20:17:03Z");
        for (int i = 0; i < 400; i++) {
            time = time.plusSeconds(1 + random.nextInt(random.nextInt(20) == 0 ? 400_000 : 2_000));
            String value =
                    BigDecimal.valueOf(random.nextInt(500), random.nextInt(2)).toPlainString();
            readings.add(sent("s" + random.nextInt(sensors), time, value, random.nextBoolean() ? "energy" : ""));
        }
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(readings.size() - 1);
            int distance = random.nextInt(5) == 0 ? readings.size() : 4;
            Collections.swap(readings, from, Math.min(readings.size() - 1, from + random.nextInt(distance)));
        }
        return readings;
    }

    private static Sent sent(String sensor, Instant time, String value, String quantity) {
        return new Sent(sensor, quantity, Optional.of(time), NOW, value, "", "", 0);
    }

    private static Register register(SensorKind kind, int sensors) {
        return new Register(
                List.of(TestCity.asset("asset")),
                IntStream.range(0, sensors).mapToObj(i -> sensor("s" + i, kind)).toList(),
                Set.of());
    }

    private static Sensor sensor(String id, SensorKind kind) {
        return new Sensor(
                id,
                "asset",
                "energy",
                new Unit("kW.h"),
                kind,
                Duration.ofHours(1),
                Span.ALWAYS,
                Sensor.Limits.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
