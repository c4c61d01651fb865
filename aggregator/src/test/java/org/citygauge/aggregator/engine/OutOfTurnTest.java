package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.archive.ChangedSeries;
import org.citygauge.aggregator.reading.MicroTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows the readings is taken back for what came out of turn, and only for that: else each round would begin with the hour. */
class OutOfTurnTest {
    private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

    @TempDir
    Path folder;

    private TestCity city;

    @BeforeEach
    void open() {
        city = new TestCity(folder);
        city.take(NOON, "a,2025-06-01T11:00:00Z,1", "b,2025-06-01T11:00:00Z,1");
        city.store().takeChanged();
    }

    @AfterEach
    void close() {
        city.close();
    }

    private ChangedSeries after(String... lines) {
        city.take(NOON, lines);
        return city.store().takeChanged();
    }

    private static Map<String, Instant> outOfTurn(ChangedSeries changed) {
        var found = new TreeMap<String, Instant>();
        changed.eachOutOfTurn((series, from) -> found.put(series.key().toString(), MicroTime.instant(from)));
        return found;
    }

    @Test
    void whatComesInOrderIsAChangeButTakesNobodyBack() {
        ChangedSeries changed =
                after("a,2025-06-01T11:10:00Z,2", "a,2025-06-01T11:20:00Z,3", "a,2025-06-01T11:20:01Z,3");
        assertThat(changed.oldest()).isEqualTo(MicroTime.of(Instant.parse("2025-06-01T11:10:00Z")));
        assertThat(outOfTurn(changed)).isEmpty();
    }

    @Test
    void aLateReadingTakesBackToItsInstantWhateverCameInOrderBesides() {
        ChangedSeries changed =
                after("a,2025-06-01T11:10:00Z,2", "a,2025-06-01T11:05:00Z,3", "a,2025-06-01T11:20:00Z,3");
        assertThat(outOfTurn(changed).values()).containsExactly(Instant.parse("2025-06-01T11:05:00Z"));
    }

    @Test
    void anotherValueOrAnotherEventOfTheNewestInstantTakesBackToIt() {
        assertThat(outOfTurn(after("a,2025-06-01T11:00:00Z,7")).values())
                .containsExactly(Instant.parse("2025-06-01T11:00:00Z"));
        assertThat(outOfTurn(after("b,2025-06-01T11:00:00Z,1,event")).values())
                .containsExactly(Instant.parse("2025-06-01T11:00:00Z"));
    }

    @Test
    void ofASensorWithSeveralSeriesNobodyKnowsWhichWasSeenFirst() {
        ChangedSeries changed =
                after("a,2025-06-01T11:10:00Z,2,,,,free", "a,2025-06-01T11:20:00Z,3", "b,2025-06-01T11:20:00Z,3");
        assertThat(outOfTurn(changed).values())
                .containsExactlyInAnyOrder(
                        Instant.parse("2025-06-01T11:10:00Z"), Instant.parse("2025-06-01T11:20:00Z"));
    }
}
