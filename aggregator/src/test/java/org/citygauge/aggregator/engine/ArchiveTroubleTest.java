package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.ArchiveUnavailable;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.StoredDeadLetter;
import org.citygauge.aggregator.archive.sqlite.SqliteArchive;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.reading.MicroTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archive fails at is taken in again, and then every message and reading counts once. */
class ArchiveTroubleTest {
    private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

    @TempDir
    Path folder;

    private TroubledArchive archive;
    private Engine engine;
    private boolean broken;

    @BeforeEach
    void open() {
        archive = new TroubledArchive(SqliteArchive.open(folder, 1 << 20));
        Archive.Opening opening = archive.opening();
        engine = new Engine(
                archive,
                opening,
                new ReadingStore(archive, new CityHours(TestCity.BERLIN)),
                entry -> broken && text(entry).startsWith("?")
                        ? TestCity.decode(new Entry(message("!" + text(entry)), entry.receiptMicros()))
                        : TestCity.decode(new Entry(message(text(entry).replace("?", "")), entry.receiptMicros())),
                new AdmissionRules(Instant.parse("2000-01-01T00:00:00Z"), AdmissionRules.TOLERANCE, 1000));
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private static String text(Entry entry) {
        return new String(entry.message().payload(), StandardCharsets.UTF_8);
    }

    private static Message message(String text) {
        return new Message("listener", "t", text.getBytes(StandardCharsets.UTF_8));
    }

    private Receipt take(String... lines) {
        var entry = new Entry(message(String.join("\n", lines)), MicroTime.of(NOON));
        var receipts = new ArrayList<Receipt>();
        engine.take(
                new Batch(List.of(entry), new Position(engine.position().value() + 1)),
                (taken, position, its) -> receipts.add(its));
        return receipts.getFirst();
    }

    /** Takes it in while reading fails after so many reads, and again once it works. */
    private Receipt takeTwice(int readsThatWork, String... lines) {
        archive.failAfter(readsThatWork);
        assertThatThrownBy(() -> take(lines)).isInstanceOf(ArchiveUnavailable.class);
        archive.mend();
        engine.commit(false);
        return take(lines);
    }

    /** A sensor with readings from January to May, of which memory holds only the last hour. */
    private void sensorWithAPast() {
        take("s,2025-01-10T10:00:00Z,1", "s,2025-03-10T10:00:00Z,2", "s,2025-05-10T10:00:00Z,3");
        engine.commitAndMerge();
    }

    private void messages(long decoded) {
        assertThat(engine.books().messages().decoded()).isEqualTo(decoded);
        assertThat(engine.books().messages().received()).isEqualTo(decoded);
    }

    @Test
    void aMessageOfOneReadingCountsOnce() {
        sensorWithAPast();
        assertThat(takeTwice(0, "s,2025-03-10T10:30:00Z,5")).isEqualTo(new Receipt(1, 1, 0, Map.of()));
        messages(2);
    }

    @Test
    void noneOfSeveralReadingsIsADuplicateOfItself() {
        sensorWithAPast();
        assertThat(takeTwice(1, "s,2025-01-10T10:30:00Z,5", "s,2025-03-10T10:30:00Z,5"))
                .isEqualTo(new Receipt(2, 2, 0, Map.of()));
        messages(2);
    }

    @Test
    void norInHoursTheArchiveHasNothingOf() {
        sensorWithAPast();
        String[] lines = new String[600];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "s," + Instant.parse("2025-01-11T00:30:00Z").plusSeconds(3600L * i) + ",1";
        }
        archive.failAfter(lines.length);
        assertThat(take(lines)).as("each hour is asked for once").isEqualTo(new Receipt(600, 600, 0, Map.of()));
    }

    @Test
    void norWhereTheMessageItselfWidensTheTimeTheSensorCovers() {
        sensorWithAPast();
        archive.failAfter(0);
        assertThat(take("s,2025-06-01T10:00:00Z,1", "s,2025-05-20T10:00:00Z,1", "s,2025-05-25T10:00:00Z,1"))
                .isEqualTo(new Receipt(3, 3, 0, Map.of()));
        assertThat(take("new,2025-02-01T10:00:00Z,1", "new,2025-04-01T10:00:00Z,1", "new,2025-03-01T10:00:00Z,1"))
                .isEqualTo(new Receipt(3, 3, 0, Map.of()));
    }

    @Test
    void whatIsRefusedLeavesNoEmptyHourBehind() {
        sensorWithAPast();
        take("s,2025-09-01T10:00:00Z,1", "s,2025-02-10T10:00:00Z,1", "s,1999-02-10T10:00:00Z,1");
        engine.commitAndMerge();
        assertThat(archive.hours(0, 0, Instant.parse("2026-01-01T00:00:00Z").getEpochSecond(), 100))
                .extracting(HourSet::count)
                .containsExactly(1, 1, 1, 1);
    }

    private List<StoredDeadLetter> letters() {
        return archive.deadLetters(Optional.empty(), Long.MAX_VALUE, 100);
    }

    private void deadLetterOfTwoReadings() {
        sensorWithAPast();
        broken = true;
        take("?s,2025-01-10T10:30:00Z,5", "s,2025-03-10T10:30:00Z,5");
        engine.commit(false);
        broken = false;
    }

    private void mended() {
        engine.commit(false);
        messages(2);
        assertThat(engine.books().messages().rejected()).isEmpty();
        assertThat(engine.books().readings().stored()).isEqualTo(5);
        assertThat(engine.books().readings().duplicate()).isZero();
        assertThat(letters()).isEmpty();
    }

    @Test
    void aDeadLetterMovesItsCountOnceEvenIfTheArchiveFailsInTheMiddle() {
        deadLetterOfTwoReadings();
        archive.failAfter(1);
        assertThatThrownBy(() -> engine.replay(letters())).isInstanceOf(ArchiveUnavailable.class);
        archive.mend();
        assertThat(engine.replay(letters())).isEqualTo(new Replay(1, 0));
        mended();
    }

    @Test
    void aDeadLetterMovesItsCountOnceEvenIfTwoAskForIt() {
        deadLetterOfTwoReadings();
        List<StoredDeadLetter> seen = letters();
        assertThat(engine.replay(seen)).isEqualTo(new Replay(1, 0));
        assertThat(engine.replay(seen)).isEqualTo(new Replay(0, 0));
        mended();
        assertThat(engine.replay(seen)).isEqualTo(new Replay(0, 0));
        mended();
    }

    @Test
    void aDeadLetterMovesItsCountOnceEvenIfTheDiskIsFull() {
        deadLetterOfTwoReadings();
        archive.takeNothing();
        engine.replay(letters());
        assertThatThrownBy(() -> engine.commit(false)).isInstanceOf(ArchiveUnavailable.class);
        assertThatThrownBy(() -> engine.replay(letters())).isInstanceOf(ArchiveUnavailable.class);
        archive.mend();
        assertThat(engine.replay(letters())).isEqualTo(new Replay(0, 0));
        mended();
    }
}
