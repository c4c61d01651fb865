package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.citygauge.aggregator.engine.OrderDoesNotMatterTest.said;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.evaluation.LookAhead;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.register.Sensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes for a year that is closed is kept, and changes nothing but what would be said if it was closed again. */
class LateReadingsTest {
    private static final int YEAR = RandomYear.YEAR;

    @TempDir
    Path folder;

    static LongStream seeds() {
        long first = Long.getLong("citygauge.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("citygauge.seeds", 3));
    }

    /** A year that is closed halfway through what is sent. */
    private static final class Closing {
        private final RandomYear made;
        private final Random random;
        private final List<Sent> known;
        private final List<Sent> late;
        private final Instant end;

        Closing(long seed) {
            made = new RandomYear(seed);
            random = new Random(seed);
            var all = new ArrayList<>(made.readings);
            Collections.shuffle(all, random);
            int half = all.size() * 2 / 3;
            known = all.subList(0, half);
            late = all.subList(half, all.size());
            end = made.calendar.span(YEAR).to();
        }

        /** Takes it in any order, some of it twice, and crashes now and then. */
        void feed(TestCity city, List<Sent> readings) {
            var road = new ArrayList<>(readings);
            road.addAll(readings.subList(0, readings.size() / 3));
            Collections.shuffle(road, random);
            int committed = 0;
            int crashes = 3;
            for (int at = 0; at < road.size(); ) {
                int to = Math.min(road.size(), at + 1 + random.nextInt(60));
                Instant receipt = road.subList(at, to).stream()
                        .map(Sent::receipt)
                        .max(Instant::compareTo)
                        .orElseThrow();
                boolean together =
                        road.subList(at, to).stream().allMatch(one -> one.time().isPresent());
                if (together && random.nextBoolean()) {
                    city.take(
                            receipt,
                            road.subList(at, to).stream().map(Sent::line).toArray(String[]::new));
                } else {
                    road.subList(at, to).forEach(one -> city.take(one.receipt(), one.line()));
                }
                at = to;
                switch (random.nextInt(12)) {
                    case 0, 1 -> {
                        city.engine().commit(false);
                        committed = at;
                    }
                    case 2, 3 -> {
                        city.engine().commitAndMerge();
                        committed = at;
                    }
                    case 4 -> {
                        if (crashes-- > 0) {
                            city.restart();
                            at = committed;
                        }
                    }
                    default -> {}
                }
            }
        }

        List<Object> expected(List<Sent> sent, int year, Instant at) {
            var reference = new YearOfASet(sent, made.register, made.calendar.span(year), at);
            var all = new ArrayList<Object>();
            made.register.sensors().forEach(row -> all.add(said(reference.contribution(row))));
            all.add(said(new YearEvaluator(SmallCatalogue.ALL, made.calendar, 3)
                    .evaluate(year, at, made.register, Figures.NONE, reference)));
            return all;
        }

        List<Object> found(YearFolds folds, Instant at) {
            var all = new ArrayList<Object>();
            for (Sensor row : made.register.sensors()) {
                all.add(said(folds.contribution(row, at)));
            }
            all.add(said(folds.evaluate(at, Figures.NONE)));
            return all;
        }

        YearFolds closed(TestCity city, int closing, LookAhead lookAhead) {
            return city.closedYear(made.register, YEAR, closing, lookAhead, SmallCatalogue.ALL);
        }

        LookAhead lookAhead(TestCity city, int closing) {
            YearFolds before = closed(city, closing, LookAhead.OPEN);
            before.warm(end);
            return before.lookAhead();
        }

        List<Sent> known(List<Sent> alsoFrom, Instant from) {
            var sent = new ArrayList<>(known);
            late.stream()
                    .filter(one -> alsoFrom.contains(one)
                            && !one.time().orElse(one.receipt()).isBefore(from))
                    .forEach(sent::add);
            return sent;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverComesAfterClosingChangesNothingUntilTheYearIsRestated(long seed) {
        var closing = new Closing(seed);
        List<Sent> all = closing.made.readings;
        try (var city = new TestCity(folder, closing.made.calendar)) {
            closing.feed(city, closing.known);
            LookAhead first = closing.lookAhead(city, 1);
            assertThat(city.closeYear(YEAR)).isEqualTo(1);
            closing.feed(city, closing.late);
            city.engine().commit(closing.random.nextBoolean());
            if (closing.random.nextBoolean()) {
                city.restart();
            }

            List<Object> atClosing = closing.expected(closing.known, YEAR, closing.end);
            assertThat(closing.found(closing.closed(city, 1, first), closing.end))
                    .as("the year that is closed")
                    .isEqualTo(atClosing);
            assertThat(closing.found(closing.closed(city, 1, first), closing.made.now))
                    .as("an instant in it")
                    .isEqualTo(closing.expected(closing.known, YEAR, closing.made.now));
            Instant nextEnd = closing.made.calendar.span(YEAR + 1).to();
            assertThat(closing.found(city.folds(closing.made.register, YEAR + 1, SmallCatalogue.ALL), nextEnd))
                    .as("the next year begins where the closed one ended")
                    .isEqualTo(closing.expected(closing.known(closing.late, closing.end), YEAR + 1, nextEnd));
            Instant start = closing.made.calendar.span(YEAR).from();
            assertThat(closing.found(city.folds(closing.made.register, YEAR - 1, SmallCatalogue.ALL), start)
                            .size())
                    .isPositive();
            assertThat(closing.found(everything(city, closing), closing.end))
                    .as("with all that came")
                    .isEqualTo(closing.expected(all, YEAR, closing.end));

            Books.Readings books = city.engine().books().readings();
            assertThat(books.stored()).isEqualTo(identities(all));
            assertThat(books.received()).isEqualTo(books.stored() + books.duplicate());

            LookAhead second = closing.lookAhead(city, 2);
            assertThat(city.closeYear(YEAR)).isEqualTo(2);
            assertThat(closing.found(closing.closed(city, 2, second), closing.end))
                    .as("restated")
                    .isEqualTo(closing.expected(all, YEAR, closing.end));
            assertThat(closing.found(closing.closed(city, 1, first), closing.end))
                    .as("the first revision")
                    .isEqualTo(atClosing);
            assertThat(closing.found(city.folds(closing.made.register, YEAR + 1, SmallCatalogue.ALL), nextEnd))
                    .as("the next year begins where the restated one ended")
                    .isEqualTo(closing.expected(all, YEAR + 1, nextEnd));

            closing.feed(city, all);
            assertThat(city.engine().books().readings().stored())
                    .as("all of it is known by now")
                    .isEqualTo(identities(all));
            assertThat(closing.found(closing.closed(city, 2, second), closing.end))
                    .isEqualTo(closing.expected(all, YEAR, closing.end));
        }
    }

    private static YearFolds everything(TestCity city, Closing closing) {
        return new YearFolds(
                city.store(),
                new CityHours(closing.made.calendar.zone()),
                new YearEvaluator(SmallCatalogue.ALL, closing.made.calendar, 3),
                YEAR,
                closing.made.register,
                () -> Generations.ALL,
                LookAhead.OPEN);
    }

    private static long identities(List<Sent> all) {
        return all.stream()
                .map(one -> one.sensor() + "|" + one.quantity() + "|" + one.micros() + "|" + one.id())
                .distinct()
                .count();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderOfWhatComesAfterClosingIsKeptAsTheSame(long seed) {
        var closing = new Closing(seed);
        var said = new ArrayList<Object>();
        for (String road : List.of("one", "other")) {
            try (var city = new TestCity(folder.resolve(road), closing.made.calendar)) {
                closing.known.forEach(one -> city.take(one.receipt(), one.line()));
                city.closeYear(YEAR);
                closing.feed(city, closing.late);
                said.add(List.of(
                        closing.found(everything(city, closing), closing.end),
                        city.engine().books().readings().stored()));
            }
        }
        assertThat(said.getFirst()).isEqualTo(said.getLast());
    }
}
