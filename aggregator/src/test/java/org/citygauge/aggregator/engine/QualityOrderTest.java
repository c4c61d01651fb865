package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flags are a function of the set of readings: in any order, with folds packed and kept in between, they are what sorting gives. */
class QualityOrderTest {
    private static final Instant NOW = Instant.parse("2025-03-01T00:00:00Z");
    private static final Duration STUCK_AFTER = Duration.ofHours(6);
    private static final Sensor.Limits LIMITS = new Sensor.Limits(
            Optional.of(new BigDecimal(10)), Optional.of(new BigDecimal(400)), Optional.of(new BigDecimal("0.05")));
    private static final YearEvaluator EVALUATOR =
            new YearEvaluator(new Catalogue("none", Map.of(), Map.of()), TestCity.CALENDAR, 3, STUCK_AFTER);

    @TempDir
    Path folder;

    private record Sent(Instant time, BigDecimal value, String unit) {
        String line() {
            return "s," + time + "," + value + ",,," + unit;
        }

        boolean fits() {
            return !unit.equals("m3");
        }

        BigDecimal inKilowattHours() {
            return unit.equals("MW.h") ? value.movePointRight(3) : value;
        }
    }

    private static Sensor sensor(SensorKind kind) {
        return new Sensor(
                "s",
                "asset",
                "",
                new Unit("kW.h"),
                kind,
                Duration.ofMinutes(30),
                Span.ALWAYS,
                LIMITS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** In order of time from the last hours of 2024 on: values that stand, zeros that stand, leaps, silences, other units. */
    private static List<Sent> readings(Random random, SensorKind kind) {
        var sent = new ArrayList<Sent>();
        Instant time = kind == SensorKind.GAUGE
                ? Instant.parse("2024-12-31T14:00:00Z")
                : TestCity.CALENDAR.span(2025).from();
        long value = 100;
        while (sent.size() < 500) {
            time = time.plusSeconds(1 + random.nextInt(random.nextInt(30) == 0 ? 60_000 : 3_000));
            if (random.nextInt(12) == 0) {
                value = random.nextInt(4) == 0 ? 0 : random.nextInt(500);
            } else if (kind == SensorKind.COUNTER) {
                value += random.nextInt(60);
            }
            boolean early = time.isBefore(TestCity.CALENDAR.span(2025).from());
            String unit =
                    early ? "" : List.of("", "kW.h", "MW.h", "", "", "", "m3").get(random.nextInt(7));
            BigDecimal shown = BigDecimal.valueOf(value).setScale(random.nextInt(2));
            sent.add(new Sent(time, unit.equals("MW.h") ? shown.movePointLeft(3) : shown, unit));
        }
        return sent;
    }

    @ParameterizedTest
    @EnumSource(names = {"GAUGE", "COUNTER"})
    void anyOrderAndAnyPackingGivesTheFlagsOfSortedReadings(SensorKind kind) {
        var all = new EnumMap<Flag, Long>(Flag.class);
        for (long seed = 1; seed <= 10; seed++) {
            var random = new Random(seed);
            List<Sent> sent = readings(random, kind);
            Map<Flag, Long> expected = expected(sent, kind);
            expected.forEach((flag, times) -> all.merge(flag, times, Long::sum));
            assertThat(taken(sent, kind, random, kind + "-" + seed).flags())
                    .as("%s, seed %d", kind, seed)
                    .isEqualTo(expected);
        }
        // otherwise it would prove nothing
        assertThat(all.keySet()).contains(Flag.JUMP, Flag.OUT_OF_RANGE, Flag.UNIT_INCOMPATIBLE);
        assertThat(all.getOrDefault(Flag.STUCK, 0L) > 0).isEqualTo(kind == SensorKind.GAUGE);
    }

    private Contribution taken(List<Sent> sent, SensorKind kind, Random random, String name) {
        Sensor sensor = sensor(kind);
        var register = new Register(List.of(TestCity.asset("asset")), List.of(sensor), Set.of());
        var order = new ArrayList<>(sent);
        // The end comes in order: otherwise a late reading would have all of it added up once more, and nothing packed
        // would be used.
        int late = order.size() / 2;
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(late);
            Collections.swap(order, from, Math.min(late, from + random.nextInt(random.nextInt(4) == 0 ? late : 5)));
        }
        try (var city = new TestCity(folder.resolve(name))) {
            YearFolds folds = folds(city, register);
            folds.warm(NOW); // from here on it follows
            for (Sent reading : order) {
                city.take(NOW, reading.line());
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> {
                        folds.correct(city.store().takeChanged());
                        folds.moveTo(NOW);
                    }
                    case 3 -> {
                        folds.correct(city.store().takeChanged());
                        folds.moveTo(NOW);
                        YearFolds next = folds(city, register);
                        folds.pages().forEach(page -> next.restore(page, NOW));
                        folds = next;
                    }
                    default -> {}
                }
            }
            folds.correct(city.store().takeChanged());
            return folds.contribution(sensor, NOW);
        }
    }

    private static YearFolds folds(TestCity city, Register register) {
        return new YearFolds(city.store(), new CityHours(TestCity.BERLIN), EVALUATOR, 2025, register);
    }

    /** The definitions, written down as plainly as can be. */
    private static Map<Flag, Long> expected(List<Sent> sent, SensorKind kind) {
        var flags = new EnumMap<Flag, Long>(Flag.class);
        Instant start = TestCity.CALENDAR.span(2025).from();
        sent.stream().filter(one -> !one.fits()).forEach(one -> flags.merge(Flag.UNIT_INCOMPATIBLE, 1L, Long::sum));
        List<Sent> fitting = sent.stream().filter(Sent::fits).toList();
        for (int i = 0; i < fitting.size(); i++) {
            Sent one = fitting.get(i);
            if (one.time.isBefore(start)) {
                continue;
            }
            BigDecimal value = one.inKilowattHours();
            raise(
                    flags,
                    Flag.OUT_OF_RANGE,
                    value.compareTo(BigDecimal.TEN) < 0 || value.compareTo(new BigDecimal(400)) > 0);
            if (kind == SensorKind.GAUGE) {
                raise(flags, Flag.JUMP, i > 0 && isFast(fitting.get(i - 1), one));
                raise(flags, Flag.STUCK, isStuck(fitting, i, start));
            }
        }
        if (kind == SensorKind.COUNTER) {
            grow(fitting, flags);
        }
        return flags;
    }

    private static void raise(Map<Flag, Long> flags, Flag flag, boolean raised) {
        if (raised) {
            flags.merge(flag, 1L, Long::sum);
        }
    }

    private static boolean isFast(Sent from, Sent to) {
        return isFast(to.inKilowattHours().subtract(from.inKilowattHours()).abs(), from, to);
    }

    private static boolean isFast(BigDecimal by, Sent from, Sent to) {
        BigDecimal seconds =
                BigDecimal.valueOf(Duration.between(from.time, to.time).toSeconds());
        return by.compareTo(new BigDecimal("0.05").multiply(seconds)) > 0;
    }

    private static boolean isStuck(List<Sent> sent, int at, Instant start) {
        BigDecimal value = sent.get(at).inKilowattHours();
        int since = at;
        while (since > 0
                && !sent.get(since - 1).time.isBefore(start)
                && sent.get(since - 1).inKilowattHours().compareTo(value) == 0
                && Duration.between(sent.get(since - 1).time, sent.get(since).time)
                                .compareTo(STUCK_AFTER)
                        <= 0) {
            since--;
        }
        Duration most = value.signum() == 0 ? STUCK_AFTER.multipliedBy(10) : STUCK_AFTER;
        return Duration.between(sent.get(since).time, sent.get(at).time).compareTo(most) > 0;
    }

    private static void grow(List<Sent> sent, Map<Flag, Long> flags) {
        Sent before = sent.getFirst();
        for (int i = 1; i < sent.size(); i++) {
            Sent one = sent.get(i);
            BigDecimal baseline = before.inKilowattHours();
            BigDecimal by = one.inKilowattHours().subtract(baseline);
            if (by.signum() < 0) {
                boolean glitch = sent.subList(i + 1, Math.min(sent.size(), i + 4)).stream()
                        .anyMatch(later -> later.inKilowattHours().compareTo(baseline) >= 0);
                raise(flags, glitch ? Flag.GLITCH : Flag.COUNTER_RESET, true);
                if (glitch) {
                    continue;
                }
                by = one.inKilowattHours();
            }
            raise(flags, Flag.JUMP, isFast(by, before, one));
            before = one;
        }
    }
}
