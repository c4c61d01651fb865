package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.reading.SeriesKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings are brought into their hours while others come, step by step, and all of them are seen at any moment. */
class MergingTest {
    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");
    /** More than a step takes. */
    private static final int MANY = 40_000;

    @TempDir
    Path folder;

    private TestCity city;

    @BeforeEach
    void open() {
        city = new TestCity(folder);
        city.engine().register(sensor -> true);
    }

    private void restart() {
        city.restart();
        city.engine().register(sensor -> true);
    }

    @AfterEach
    void close() {
        city.close();
    }

    private List<String> values(String sensor) {
        var values = new ArrayList<String>();
        Series series = city.store().find(new SeriesKey(sensor, "")).orElseThrow();
        city.store()
                .visit(
                        series,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        Generations.ALL,
                        reading -> values.add(reading.value().toBigDecimal().toPlainString()));
        return values;
    }

    private void everySensorSays(String time, int value) {
        city.take(
                NOW,
                IntStream.range(0, MANY)
                        .mapToObj(i -> "s" + i + "," + time + "," + (value + i % 7))
                        .toArray(String[]::new));
    }

    private int deltas() {
        var deltas = new ArrayList<byte[]>();
        city.archive().eachDelta(deltas::add);
        return deltas.size();
    }

    private void everySensorHas(int... values) {
        for (int i = 0; i < MANY; i += 501) {
            int offset = i % 7;
            assertThat(values("s" + i))
                    .containsExactlyElementsOf(IntStream.of(values)
                            .mapToObj(value -> String.valueOf(value + offset))
                            .toList());
        }
    }

    @Test
    void everythingIsSeenBetweenTheStepsOfAPass() {
        everySensorSays("2025-05-01T10:05:00Z", 100);
        city.engine().commit(true);
        assertThat(city.store().isMerging()).isTrue();
        everySensorSays("2025-05-01T10:15:00Z", 200);
        everySensorHas(100, 200);
        city.engine().commitAndMerge();
        everySensorHas(100, 200);
        everySensorSays("2025-05-01T10:10:00Z", 300);
        everySensorHas(100, 300, 200);
    }

    @Test
    void aCrashInTheMiddleOfAPassLosesNothing() {
        everySensorSays("2025-05-01T10:05:00Z", 100);
        city.engine().commitAndMerge();
        everySensorSays("2025-05-01T10:15:00Z", 200);
        city.engine().commit(true);
        assertThat(city.store().isMerging()).isTrue();
        restart();
        everySensorHas(100, 200);
        assertThat(city.engine().books().readings().stored()).isEqualTo(2L * MANY);
    }

    @Test
    void deltasAreKeptUntilThePassThatBeganAfterThemEnds() {
        everySensorSays("2025-05-01T10:05:00Z", 100);
        city.engine().commit(true);
        everySensorSays("2025-05-01T10:15:00Z", 200);
        city.engine().commitAndMerge();
        assertThat(deltas()).isEqualTo(1);
        restart();
        everySensorHas(100, 200);
        city.engine().commitAndMerge();
        assertThat(deltas()).isZero();
        everySensorHas(100, 200);
    }

    @Test
    void whatIsMergedIsStillADuplicate() {
        city.take(NOW, "a,2025-05-01T10:05:00Z,1", "a,2025-05-01T10:10:00Z,2");
        city.engine().commitAndMerge();
        assertThat(city.take(NOW, "a,2025-05-01T10:20:00Z,3").stored()).isEqualTo(1);
        assertThat(city.take(NOW, "a,2025-05-01T10:10:00Z,2").duplicate()).isEqualTo(1);
        assertThat(city.take(NOW, "a,2025-05-01T10:05:00Z,9").duplicate()).isEqualTo(1);
        assertThat(values("a")).containsExactly("9", "2", "3");
        city.engine().commitAndMerge();
        assertThat(values("a")).containsExactly("9", "2", "3");
        restart();
        assertThat(values("a")).containsExactly("9", "2", "3");
    }

    @Test
    void yearsOfHistoryThatComeFastNeverFillTheMemory() {
        int sensors = 640; // of ten pages, of which a step takes six
        try (var small =
                new TestCity(folder.resolve("small"), TestCity.CALENDAR, new ReadingStore.Room(10_000, 20_000))) {
            small.engine().register(sensor -> true);
            for (int round = 0; round < 4; round++) {
                Instant begin = NOW.minus(Duration.ofHours(200L - 50L * round));
                small.take(
                        NOW,
                        IntStream.range(0, 50 * sensors)
                                .mapToObj(
                                        i -> "s" + i % sensors + "," + begin.plus(Duration.ofHours(i / sensors)) + ",1")
                                .toArray(String[]::new));
                small.engine().commit(false);
                assertThat(small.store().heldHours()).isLessThanOrEqualTo(20_000 + sensors);
            }
            assertThat(small.engine().books().readings().stored()).isEqualTo(200L * sensors);
            small.engine().commitAndMerge();
            assertThat(small.store().heldHours()).isZero();
        }
    }

    @Test
    void whatIsHeldIsCountedOnceWhateverComesForIt() {
        city.take(
                NOW,
                "a,2025-05-01T10:05:00Z,1",
                "a,2025-05-01T10:05:00Z,2",
                "a,2025-05-01T10:06:00Z,3",
                "b,2025-05-01T10:05:00Z,1");
        assertThat(city.store().heldHours()).isEqualTo(2);
        city.engine().commitAndMerge();
        assertThat(city.store().heldHours()).isZero();
        city.take(NOW, "a,2025-05-01T10:07:00Z,4", "a,2025-05-01T10:01:00Z,0", "a,2025-05-01T09:00:00Z,0");
        assertThat(city.store().heldHours()).isEqualTo(2);
        city.engine().commitAndMerge();
        assertThat(city.store().heldHours()).isZero();
    }
}
