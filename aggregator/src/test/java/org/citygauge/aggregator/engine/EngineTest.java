package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.StoredDeadLetter;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.reading.MicroTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 2: the books balance, and nothing is dropped silently. */
class EngineTest {
    private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

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

    private void balanced() {
        Books books = city.engine().books();
        Books.Messages messages = books.messages();
        assertThat(messages.received()).isEqualTo(messages.decoded() + sum(messages.rejected()) + messages.pending());
        Books.Readings readings = books.readings();
        assertThat(readings.received()).isEqualTo(readings.stored() + readings.duplicate() + sum(readings.rejected()));
    }

    private static long sum(java.util.Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<StoredDeadLetter> letters() {
        return city.archive().deadLetters(Optional.empty(), Long.MAX_VALUE, 100);
    }

    @Test
    void theSameAgainIsADuplicate() {
        city.take(NOON, "s,2025-06-01T11:00:00Z,5");
        Receipt again = city.take(NOON, "s,2025-06-01T11:00:00Z,5.0");
        assertThat(again).isEqualTo(new Receipt(1, 0, 1, java.util.Map.of()));
        balanced();
    }

    @Test
    void oneBadElementNeverCostsTheOthers() {
        Receipt receipt =
                city.take(NOON, "a,2025-06-01T11:00:00Z,1", "b,2025-06-01T11:00:00Z,warm", "c,2025-06-01T11:00:00Z,3");
        assertThat(receipt.stored()).isEqualTo(2);
        assertThat(receipt.rejected()).containsEntry("not_a_number", 1L);
        city.engine().commit(false);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.element()).isEqualTo(1);
            assertThat(letter.reason()).isEqualTo("not_a_number");
        });
        balanced();
    }

    @Test
    void timesTooOldOrInTheFutureAreRefusedAndSayWhy() {
        Receipt receipt = city.take(
                NOON,
                "s,1970-01-01T00:00:00Z,1",
                "s,2100-01-01T00:00:00Z,1",
                "s,2025-06-01T12:05:00Z,1",
                "s,2025-06-01T12:05:00.000001Z,1");
        assertThat(receipt.rejected()).containsEntry("too_old", 1L).containsEntry("future", 2L);
        assertThat(receipt.stored()).isEqualTo(1);
        city.engine().commit(false);
        assertThat(letters()).anySatisfy(letter -> assertThat(letter.detail()).contains("1970-01-01T00:00:00Z"));
        balanced();
    }

    @Test
    void unregisteredSensorsAreKeptUpToTheCap() {
        for (int i = 0; i < 1_005; i++) {
            city.take(NOON, "s" + i + ",2025-06-01T11:00:00Z,1");
        }
        assertThat(city.engine().books().readings().rejected()).containsEntry("too_many_sensors", 5L);
        city.engine().register(sensor -> sensor.equals("s1004"));
        assertThat(city.take(NOON, "s1004,2025-06-01T11:00:00Z,1").stored()).isEqualTo(1);
        balanced();
    }

    @Test
    void replayingADeadLetterMovesItsCountOnce() {
        city.take(NOON, "!broken");
        city.take(NOON, "a,2025-06-01T11:00:00Z,warm");
        city.engine().commit(false);
        Replay replay = city.engine().replay(letters());
        assertThat(replay).isEqualTo(new Replay(0, 2));
        balanced();
        assertThat(city.engine().books().messages().received()).isEqualTo(2);
    }

    @Test
    void booksPositionAndReadingsSurviveARestartTogether() {
        city.take(NOON, "a,2025-06-01T11:00:00Z,1", "a,2025-06-01T11:01:00Z,x");
        city.engine().commit(false);
        Books committed = city.engine().books();
        long position = city.engine().position().value();
        city.take(NOON, "a,2025-06-01T11:02:00Z,1");
        city.restart();
        assertThat(city.engine().books()).isEqualTo(committed);
        assertThat(city.engine().position().value()).isEqualTo(position);
        assertThat(city.take(NOON, "a,2025-06-01T11:00:00Z,1").duplicate()).isEqualTo(1);
        assertThat(city.take(NOON, "a,2025-06-01T11:02:00Z,1").stored()).isEqualTo(1);
    }

    @Test
    void deadLettersOverTheCapGoOldestFirstAndAreCounted() {
        String long200 = "x".repeat(2_000);
        for (int i = 0; i < 1_000; i++) {
            city.take(NOON, "!" + i + long200);
        }
        city.engine().commit(false);
        assertThat(city.archive().deadLetterCount().kept()
                        + city.archive().deadLetterCount().letGo())
                .isEqualTo(1_000);
        assertThat(city.archive().deadLetterCount().letGo()).isPositive();
        assertThat(new String(
                        letters().getFirst().entry().message().payload(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("!999");
        balanced();
    }

    private static Entry message(String text) {
        return new Entry(new Message("listener", "t", text.getBytes(StandardCharsets.UTF_8)), MicroTime.of(NOON));
    }

    @Test
    void oneSensorKeepsSoManyQuantitiesThatNobodyRegistered() {
        for (int i = 0; i < 70; i++) {
            city.take(NOON, "s,2025-06-01T11:00:00Z,1,,,,q" + i);
        }
        assertThat(city.engine().books().readings().rejected()).containsEntry("too_many_sensors", 6L);
        city.engine().register(sensor -> true, key -> key.quantity().equals("q69"));
        assertThat(city.take(NOON, "s,2025-06-01T11:00:00Z,1,,,,q69").stored())
                .as("what is registered always comes in")
                .isEqualTo(1);
        balanced();
    }

    @Test
    void quantitiesOfAllSensorsTogetherAreKeptUpToTheCap() {
        for (int sensor = 0; sensor < 20; sensor++) {
            for (int i = 0; i < 60; i++) {
                city.take(NOON, "s" + sensor + ",2025-06-01T11:00:00Z,1,,,,q" + i);
            }
        }
        Unregistered unregistered = city.engine().unregistered();
        assertThat(unregistered.sensors()).isEqualTo(20);
        assertThat(unregistered.furtherQuantities()).isEqualTo(1_000);
        assertThat(city.engine().books().readings().rejected())
                .containsEntry("too_many_sensors", 20L * 60 - 20 - 1_000);
        city.engine().commit(false);
        city.restart();
        assertThat(city.engine().unregistered().furtherQuantities()).isEqualTo(1_000);
    }

    @Test
    void ofAMessageFullOfFlawsSomeAreKeptAndAllAreCounted() {
        city.take(NOON, "a,2025-06-01T11:00:00Z,warm\n".repeat(2_500));
        city.engine().commit(false);
        assertThat(city.engine().books().readings().rejected()).containsEntry("not_a_number", 2_500L);
        assertThat(city.archive().deadLetterCount()).isEqualTo(new Archive.DeadLetterCount(1_000, 1_500));
        assertThat(letters().getFirst().detail()).contains("1500 more");
        city.restart();
        assertThat(city.archive().deadLetterCount()).isEqualTo(new Archive.DeadLetterCount(1_000, 1_500));
    }

    @Test
    void takingStopsWhereTooMuchWouldWaitForTheCommit() {
        String flaws = "a,2025-06-01T11:00:00Z,warm\n".repeat(900);
        List<Entry> entries = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> message(flaws))
                .toList();
        city.engine().take(new Batch(entries, new Position(20)), (entry, at, receipt) -> {});
        assertThat(city.engine().crowded()).isTrue();
        assertThat(city.engine().position()).as("5 400 letters").isEqualTo(new Position(6));
        city.engine().commit(false);
        city.engine().take(new Batch(entries.subList(6, 8), new Position(8)), (entry, at, receipt) -> {});
        assertThat(city.engine().position()).isEqualTo(new Position(8));
        assertThat(city.engine().books().readings().rejected()).containsEntry("not_a_number", 8 * 900L);
    }

    @Test
    void aPageOfLongDeadLettersHoldsFewAndThoseOfOneMessageShareIt() {
        String flaws = "a,2025-06-01T11:00:00Z,warm\n".repeat(3);
        city.take(NOON, flaws + "x".repeat(100_000) + ",2025-06-01T11:00:00Z,1");
        city.engine().commit(false);
        List<StoredDeadLetter> shared = letters();
        assertThat(shared).hasSize(3);
        assertThat(shared.get(0).entry()).isSameAs(shared.get(2).entry());
    }
}
