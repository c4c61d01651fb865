package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums that were kept, taken up again after any crash, are those that reading the whole year gives. */
class KeptFoldsTest {
    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");

    @TempDir
    Path folder;

    /** A city that is crashed, and the sums it goes on with. */
    private static final class Crashing implements AutoCloseable {
        private final TestCity city;
        private final Register register;
        private YearFolds folds;

        Crashing(Path folder, Register register) {
            this.city = new TestCity(folder);
            this.register = register;
            this.folds = city.folds(register, 2025);
            folds.warm(NOW);
        }

        void follow() {
            folds.correct(city.store().takeChanged());
            folds.moveTo(NOW);
        }

        void keep() {
            follow();
            city.engine().commit(false);
            city.archive().keepFolds(city.engine().committed(), folds.pages());
        }

        void restart() {
            city.restart();
            city.store().takeChanged();
            folds = city.folds(register, 2025);
            Map<Series, Long> late = new HashMap<>();
            city.archive().folds(new Archive.FoldPages() {
                @Override
                public void begin(Map<Integer, Long> lateSince) {
                    lateSince.forEach((series, from) -> late.put(city.store().series(series), from));
                }

                @Override
                public void page(byte[] page) {
                    folds.restore(page, NOW);
                }
            });
            folds.correct(late);
            folds.warm(NOW);
        }

        @Override
        public void close() {
            city.close();
        }
    }

    @ParameterizedTest
    @EnumSource(SensorKind.class)
    void keptSumsAreThoseOfTheWholeYear(SensorKind kind) {
        List<Sensor> sensors = List.of(sensor("one", kind), sensor("two", kind), sensor("three", kind));
        var register = new Register(List.of(TestCity.asset("asset")), sensors, Set.of());
        for (long seed = 1; seed <= 12; seed++) {
            var random = new Random(seed);
            try (var city = new Crashing(folder.resolve(kind + "-" + seed), register)) {
                feed(city, readings(random), random);
                city.follow();
                for (Sensor sensor : sensors) {
                    assertThat(city.folds.contribution(sensor, NOW))
                            .as("%s of kind %s, seed %d", sensor.id(), kind, seed)
                            .isEqualTo(city.city.folds(register, 2025).contribution(sensor, NOW));
                }
            }
        }
    }

    /** What was not committed before a crash comes again, as it would from the journal. */
    private static void feed(Crashing city, List<String> readings, Random random) {
        int committed = 0;
        int crashes = 0;
        for (int next = 0; next < readings.size(); next++) {
            city.city.take(NOW, readings.get(next));
            switch (random.nextInt(40)) {
                case 0, 1 -> city.follow();
                case 2 -> {
                    city.city.engine().commit(random.nextBoolean());
                    committed = next + 1;
                }
                case 3 -> {
                    city.keep();
                    committed = next + 1;
                }
                case 4 -> {
                    if (crashes++ < 10) {
                        city.restart();
                        next = committed - 1;
                    }
                }
                default -> {}
            }
        }
    }

    /** In order with some that are late by minutes or weeks; some name the quantity, some do not. */
    private static List<String> readings(Random random) {
        var readings = new ArrayList<String>();
        Instant time = Instant.parse("2024-12-31T20:17:03Z");
        for (int i = 0; i < 400; i++) {
            time = time.plusSeconds(1 + random.nextInt(random.nextInt(20) == 0 ? 400_000 : 2_000));
            String sensor = List.of("one", "two", "three").get(random.nextInt(3));
            readings.add(sensor + "," + time + "," + BigDecimal.valueOf(random.nextInt(500), random.nextInt(2)) + ",,,,"
                    + (random.nextBoolean() ? "energy" : ""));
        }
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(readings.size() - 1);
            int distance = random.nextInt(5) == 0 ? readings.size() : 4;
            Collections.swap(readings, from, Math.min(readings.size() - 1, from + random.nextInt(distance)));
        }
        return readings;
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
