package org.citygauge.aggregator.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.JournalContract;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
    private static final int KIB = 1024;

    @TempDir
    Path folder;

    private Position consumed = Position.START;
    private Limits limits = limits(64 * KIB, 32L * KIB * KIB);

    private static Limits limits(long fileBytes, long waitingBytes) {
        return new Limits(1024 * KIB, Duration.ofDays(7), fileBytes, waitingBytes, 64 * KIB, Duration.ofMillis(50));
    }

    @Override
    protected Journal open() throws IOException {
        return SqliteJournal.open(folder, limits, clock, consumed);
    }

    private static List<Message> ofSize(String text, int bytes) {
        return List.of(message("listener", text), new Message("listener", "filler", new byte[bytes]));
    }

    private List<String> files() {
        try (var all = java.nio.file.Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".sqlite"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** Appends until the journal refuses; how often it did not. */
    private int fill() throws Exception {
        for (int i = 0; ; i++) {
            try {
                append(ofSize("m" + i, 20 * KIB));
            } catch (JournalFull full) {
                return i;
            }
        }
    }

    @Test
    void manyFilesReadAsOne() throws Exception {
        for (int i = 0; i < 12; i++) {
            append(ofSize("m" + i, 20 * KIB));
        }

        assertThat(files()).hasSizeGreaterThan(3).first().isEqualTo("journal-000001.sqlite");
        assertThat(textsAfter(Position.START, 5)).hasSize(24).contains("m0", "m5", "m11");
        reopen();
        assertThat(textsAfter(Position.START, 5)).hasSize(24).contains("m0", "m5", "m11");
        assertThat(textsAfter(new Position(11), 5)).hasSize(13);
        assertThat(journal.countAfter(new Position(3))).containsEntry("listener", 21L);
    }

    @Test
    void aFullJournalHoldsBackUntilSomethingWasConsumed() throws Exception {
        int taken = fill();
        Future<Void> room = journal.room();

        assertThat(taken).isGreaterThan(10);
        assertThat(room.isComplete()).isFalse();
        assertThat(journal.bytes()).isLessThanOrEqualTo(1024 * KIB);
        assertThat(textsAfter(Position.START, 100))
                .as("nothing unconsumed went")
                .hasSize(2 * taken);

        journal.consumed(journal.end());
        await(room);
        append(ofSize("again", 20 * KIB));
        assertThat(textsAfter(new Position(2L * taken), 10)).first().isEqualTo("again");
    }

    @Test
    void aRefusedAppendLeavesNothingBehind() throws Exception {
        int taken = fill();
        assertThatThrownBy(() -> append(ofSize("more", 20 * KIB))).isInstanceOf(JournalFull.class);

        assertThat(journal.end()).isEqualTo(new Position(2L * taken));
        reopen();
        assertThat(journal.end()).isEqualTo(new Position(2L * taken));
    }

    @Test
    void consumedMessagesGoFirstEvenWithinTheirRetention() throws Exception {
        for (int i = 0; i < 200; i++) {
            Position position = append(ofSize("m" + i, 20 * KIB));
            journal.consumed(position);
        }

        assertThat(journal.bytes()).isBetween(512L * KIB, 1024L * KIB);
        assertThat(files()).doesNotContain("journal-000001.sqlite");
    }

    @Test
    void consumedMessagesAreKeptForTheirRetention() throws Exception {
        for (int i = 0; i < 6; i++) {
            append(ofSize("m" + i, 20 * KIB));
        }
        journal.consumed(journal.end());
        clock.advance(Duration.ofDays(6));
        append(messages("later", 1));
        assertThat(files()).contains("journal-000001.sqlite");

        clock.advance(Duration.ofDays(2));
        append(messages("latest", 1));

        assertThat(files()).doesNotContain("journal-000001.sqlite");
        assertThat(textsAfter(new Position(12), 10)).containsExactly("later0", "latest0");
    }

    @Test
    void unconsumedMessagesOutliveEveryRetention() throws Exception {
        append(messages("a", 3));
        clock.advance(Duration.ofDays(400));
        append(messages("b", 3));
        reopen();
        assertThat(textsAfter(Position.START, 10)).hasSize(6);
    }

    @Test
    void tooMuchInMemoryHoldsBackToo() throws Exception {
        journal.close();
        limits = limits(64 * KIB, 100 * KIB);
        journal = open();
        var appends = new ArrayList<Future<Position>>();
        for (int i = 0; i < 400; i++) {
            appends.add(journal.append(ofSize("m" + i, KIB)));
        }
        int refused = 0;
        for (Future<Position> append : appends) {
            try {
                await(append);
            } catch (JournalFull full) {
                refused++;
            }
        }

        await(journal.room());
        append(messages("then", 1));
        assertThat(textsAfter(Position.START, 100)).hasSize(2 * (400 - refused) + 1);
        assertThat(refused).isPositive();
    }

    @Test
    void whatCanNeverFitIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> append(ofSize("big", 300 * KIB))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecondOneOnTheSameFolderIsRefused() {
        assertThatThrownBy(this::open)
                .isInstanceOf(FolderInUse.class)
                .hasMessageContaining("journal.lock")
                .hasMessageContaining("another");
    }

    @Test
    void newMessagesAreNumberedAfterThoseTakenInEvenIfTheFolderWasLost() throws Exception {
        journal.close();
        consumed = new Position(1_000_000);
        journal = open();

        assertThat(append(messages("a", 2))).isEqualTo(new Position(1_000_002));
        assertThat(textsAfter(consumed, 10)).containsExactly("a0", "a1");
    }
}
