package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.indicators.formula.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards promise 3 (order does not matter) and, for crashes between commits, promise 4: a year is a pure function of the set of
 * readings. Whatever the road on which the same readings come, sensors, measures and indicators are the same digit for digit, and
 * those of {@link YearOfASet}, which sorts first.
 *
 * <p>Guards the lessons on counters (thingsboard#5215, #15553; home-assistant/core#57900, #101155; timescaledb-toolkit#900) and on
 * late data (influxdb#9571, #17323; telegraf#18257). {@code -Dcitygauge.seeds=N} tries more cities than the build does.
 */
class OrderDoesNotMatterTest {
    private static final Set<Flag> OF_THE_SET = EnumSet.of(
            Flag.CONFLICTING_VALUES,
            Flag.RECEIPT_TIME,
            Flag.COUNTER_RESET,
            Flag.GLITCH,
            Flag.ROLLOVER,
            Flag.UNIT_INCOMPATIBLE,
            Flag.YEAR_TO_DATE);

    @TempDir
    Path folder;

    /** By year and instant: what each row says, and the year. */
    private final Map<String, List<Object>> references = new TreeMap<>();

    static LongStream seeds() {
        long first = Long.getLong("citygauge.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("citygauge.seeds", 4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyRoadOfTheSameReadingsLeadsToTheSameYear(long seed) {
        var made = new RandomYear(seed);
        var random = new Random(seed);
        Map<String, Map<String, YearState>> roads = new TreeMap<>();
        for (Road road : Road.values()) {
            try (var city = followed(made, road, random)) {
                city.feed(road.of(made.readings, random));
                if (road == Road.REGISTERED_AFTERWARDS) {
                    city.register(made.register);
                }
                city.follow();
                assertReference(made, made.now, city.folds(), "followed " + road);
                roads.put("followed " + road, Map.of("now", year(city.folds(), made.now)));
                city.commit(random.nextBoolean());
                city.restart();
                roads.put("restarted " + road, years(made, city));
            }
        }
        Map<String, YearState> sorted = Objects.requireNonNull(roads.get("restarted " + Road.SORTED));
        roads.forEach((road, years) -> years.forEach(
                (at, state) -> assertThat(state).as("%s, %s", road, at).isEqualTo(sorted.get(at))));
    }

    private FollowedCity followed(RandomYear made, Road road, Random random) {
        return new FollowedCity(
                folder.resolve(road.name()),
                made.calendar,
                RandomYear.YEAR,
                made.now,
                road == Road.REGISTERED_AFTERWARDS ? Register.EMPTY : made.register,
                SmallCatalogue.ALL,
                random);
    }

    /** The year so far, the whole of it, and the ones beside it, each checked against the reference. */
    private Map<String, YearState> years(RandomYear made, FollowedCity city) {
        Map<String, YearState> years = new TreeMap<>();
        years.put("now", year(city.folds(), made.now));
        for (int year : List.of(RandomYear.YEAR - 1, RandomYear.YEAR, RandomYear.YEAR + 1)) {
            YearFolds folds = city.city().folds(made.register, year, SmallCatalogue.ALL);
            Instant end = made.calendar.span(year).to();
            assertReference(made, end, folds, "year " + year);
            years.put("the end of " + year, year(folds, end));
        }
        return years;
    }

    private static YearState year(YearFolds folds, Instant at) {
        return folds.evaluate(at, Figures.NONE);
    }

    private void assertReference(RandomYear made, Instant at, YearFolds folds, String as) {
        List<Object> expected =
                references.computeIfAbsent(folds.year() + " at " + at, key -> reference(made, folds.year(), at));
        for (int row = 0; row < made.register.sensors().size(); row++) {
            Sensor sensor = made.register.sensors().get(row);
            assertThat(said(folds.contribution(sensor, at)))
                    .as("%s: %s", as, sensor)
                    .isEqualTo(expected.get(row));
        }
        assertThat(said(year(folds, at))).as(as).isEqualTo(expected.getLast());
    }

    private static List<Object> reference(RandomYear made, int year, Instant at) {
        var reference = new YearOfASet(made.readings, made.register, made.calendar.span(year), at);
        var all = new ArrayList<Object>();
        made.register.sensors().forEach(row -> all.add(said(reference.contribution(row))));
        all.add(said(new YearEvaluator(SmallCatalogue.ALL, made.calendar, 3)
                .evaluate(year, at, made.register, Figures.NONE, reference)));
        return all;
    }

    /** Numbers as numbers: the reference need not write them with as many zeros. */
    static List<Object> said(Contribution given) {
        return List.of(
                given.count(),
                plain(given.sum()),
                given.least().map(OrderDoesNotMatterTest::plain),
                given.most().map(OrderDoesNotMatterTest::plain),
                plain(given.growth()),
                given.inState(),
                given.first().map(point -> point.time() + " " + plain(point.value())),
                given.last().map(point -> point.time() + " " + plain(point.value())),
                given.filledSlots() + " of " + given.expectedSlots(),
                given.flags().entrySet().stream()
                        .filter(flag -> OF_THE_SET.contains(flag.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    static List<String> said(YearState state) {
        var all = new ArrayList<String>();
        state.indicators().forEach(indicator -> {
            String outcome = indicator.outcome() instanceof Outcome.Computed(BigDecimal value)
                    ? plain(value)
                    : indicator.outcome().toString();
            all.add(indicator.indicator().number() + " " + outcome + " " + indicator.completeness() + " "
                    + indicator.sensors() + ofTheSet(indicator.flags()));
            all.add(said(indicator.numerator()));
            all.add(said(indicator.denominator()));
        });
        return all;
    }

    private static String said(MeasureState state) {
        return state.measure().id() + " " + state.value().map(OrderDoesNotMatterTest::plain) + " " + state.missing()
                + " " + state.completeness() + " " + state.sensors() + ofTheSet(state.flags());
    }

    private static String ofTheSet(Set<Flag> flags) {
        return " " + flags.stream().filter(OF_THE_SET::contains).sorted().toList();
    }

    /** How the same readings may come. */
    private enum Road {
        SORTED,
        REVERSED,
        SHUFFLED_AND_REPEATED,
        NEARLY_SORTED,
        REGISTERED_AFTERWARDS;

        List<Sent> of(List<Sent> sorted, Random random) {
            var readings = new ArrayList<>(sorted);
            switch (this) {
                case SORTED -> {}
                case REVERSED -> Collections.reverse(readings);
                case SHUFFLED_AND_REPEATED -> {
                    readings.addAll(sorted.subList(sorted.size() / 3, sorted.size()));
                    Collections.shuffle(readings, random);
                }
                case NEARLY_SORTED, REGISTERED_AFTERWARDS -> displace(readings, random);
            }
            return readings;
        }

        /** Some are late by a few places, some by as many as there are. */
        private static void displace(List<Sent> readings, Random random) {
            for (int i = 0; i < readings.size() / 5; i++) {
                int from = random.nextInt(readings.size());
                int places = random.nextInt(10) == 0 ? readings.size() : 12;
                Sent late = readings.remove(from);
                readings.add(Math.min(readings.size(), from + random.nextInt(places)), late);
            }
        }
    }
}
