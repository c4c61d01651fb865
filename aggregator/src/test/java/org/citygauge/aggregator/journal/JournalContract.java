package org.citygauge.aggregator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal keeps to. */
public abstract class JournalContract {
    protected static final Duration NO_WAIT = Duration.ZERO;
    protected static final Duration LIMIT = Duration.ofSeconds(20);
    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    protected final HandClock clock = new HandClock(NOON);
    protected Journal journal;

    /** Opens the journal of this test, which may have been open before. */
    protected abstract Journal open() throws IOException;

    @BeforeEach
    void openFirst() throws IOException {
        journal = open();
    }

    @AfterEach
    void closeLast() {
        journal.close();
    }

    protected final void reopen() throws IOException {
        journal.close();
        journal = open();
    }

    protected static Message message(String source, String text) {
        return new Message(source, "city/x/y/" + text, text.getBytes(StandardCharsets.UTF_8));
    }

    protected static List<Message> messages(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> message("listener", prefix + i))
                .toList();
    }

    protected static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    protected final Position append(List<Message> messages) throws TimeoutException {
        return await(journal.append(messages));
    }

    protected static String text(Entry entry) {
        return new String(entry.message().payload(), StandardCharsets.UTF_8);
    }

    /** Everything there is after a position, read in small steps. */
    protected final List<String> textsAfter(Position from, int step) throws InterruptedException {
        var texts = new ArrayList<String>();
        Position position = from;
        for (Optional<Batch> batch = journal.read(position, step, NO_WAIT);
                batch.isPresent();
                batch = journal.read(position, step, NO_WAIT)) {
            batch.get().entries().forEach(entry -> texts.add(text(entry)));
            assertThat(batch.get().last()).isGreaterThan(position);
            position = batch.get().last();
        }
        assertThat(texts.isEmpty() || position.equals(journal.end())).isTrue();
        return texts;
    }

    @Test
    void anEmptyJournalEndsAtTheStart() throws Exception {
        assertThat(journal.end()).isEqualTo(Position.START);
        assertThat(journal.read(Position.START, 10, NO_WAIT)).isEmpty();
        assertThat(journal.countAfter(Position.START)).isEmpty();
    }

    @Test
    void whatWasAppendedIsReadInOrder() throws Exception {
        Position first = append(List.of(message("a", "1"), message("a", "2")));
        Position second = append(List.of(message("b", "3")));

        assertThat(first).isGreaterThan(Position.START);
        assertThat(second).isGreaterThan(first).isEqualTo(journal.end());
        assertThat(textsAfter(Position.START, 100)).containsExactly("1", "2", "3");
        assertThat(textsAfter(first, 100)).containsExactly("3");
        assertThat(textsAfter(second, 100)).isEmpty();
    }

    @Test
    void aMessageComesBackAsItWas() throws Exception {
        byte[] payload = {0, -1, 127, -128, 10};
        append(List.of(
                new Message("listener", "city/dresden/ß/ü", payload),
                new Message("http", "", new byte[0], new Message.Cut(3_000_000_000L, "ab".repeat(32)))));
        reopen();

        List<Entry> entries =
                journal.read(Position.START, 10, NO_WAIT).orElseThrow().entries();

        assertThat(entries).hasSize(2);
        Message whole = entries.get(0).message();
        assertThat(whole.source()).isEqualTo("listener");
        assertThat(whole.topic()).isEqualTo("city/dresden/ß/ü");
        assertThat(whole.payload()).isEqualTo(payload);
        assertThat(whole.cut()).isNull();
        Message cut = entries.get(1).message();
        assertThat(cut.source()).isEqualTo("http");
        assertThat(cut.payload()).isEmpty();
        assertThat(cut.cut()).isEqualTo(new Message.Cut(3_000_000_000L, "ab".repeat(32)));
    }

    @Test
    void whatWasAppendedIsThereAfterARestart() throws Exception {
        Position middle = append(messages("a", 50));
        Position end = append(messages("b", 50));
        reopen();

        assertThat(journal.end()).isEqualTo(end);
        assertThat(textsAfter(Position.START, 7))
                .hasSize(100)
                .startsWith("a0", "a1")
                .endsWith("b48", "b49");
        assertThat(textsAfter(middle, 1000)).hasSize(50).startsWith("b0");
        assertThat(append(messages("c", 1))).isGreaterThan(end);
        assertThat(textsAfter(end, 10)).containsExactly("c0");
    }

    @Test
    void aReaderGoesOnInTheMiddleOfABatch() throws Exception {
        append(messages("a", 10));

        Batch part = journal.read(Position.START, 3, NO_WAIT).orElseThrow();

        assertThat(part.entries()).hasSizeBetween(3, 10);
        List<String> rest = textsAfter(part.last(), 2);
        assertThat(rest).hasSize(10 - part.entries().size());
        assertThat(rest.getLast()).isEqualTo("a9");
        reopen();
        assertThat(textsAfter(part.last(), 2)).isEqualTo(rest);
    }

    @Test
    void nothingIsNoAppend() {
        assertThatThrownBy(() -> append(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReaderWaitsForWhatComes() throws Exception {
        Future<Position> appended;
        try (var reader = java.util.concurrent.Executors.newSingleThreadExecutor()) {
            var read = reader.submit(() -> journal.read(Position.START, 10, LIMIT));
            appended = journal.append(List.of(message("a", "1")));
            assertThat(read.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isPresent();
        }
        assertThat(await(appended)).isEqualTo(journal.end());
    }

    @Test
    void countsAreBySourceAndAfterAPosition() throws Exception {
        append(List.of(message("a", "1"), message("b", "2")));
        Position middle = append(List.of(message("a", "3")));
        append(List.of(message("a", "4"), message("a", "5"), message("c", "6")));

        assertThat(journal.countAfter(Position.START)).isEqualTo(Map.of("a", 4L, "b", 1L, "c", 1L));
        assertThat(journal.countAfter(middle)).isEqualTo(Map.of("a", 2L, "c", 1L));
        assertThat(journal.countAfter(journal.end())).isEmpty();
        Position inside = journal.read(middle, 1, NO_WAIT).orElseThrow().last();
        long counted = journal.countAfter(inside).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(counted).isEqualTo(textsAfter(inside, 10).size());
    }

    @Test
    void theReceiptTimeIsTheClocks() throws Exception {
        append(messages("a", 2));
        clock.advance(Duration.ofMillis(1500));
        append(messages("b", 1));

        assertThat(receiptTimes())
                .containsExactly(micros(NOON), micros(NOON), micros(NOON.plus(Duration.ofMillis(1500))));
    }

    @Test
    void theReceiptTimeDoesNotRunBackwards() throws Exception {
        append(messages("a", 1));
        clock.set(NOON.minus(Duration.ofMinutes(30)));
        append(messages("b", 1));
        reopen();
        append(messages("c", 1));

        assertThat(receiptTimes()).containsExactly(micros(NOON), micros(NOON), micros(NOON));
    }

    @Test
    void theReceiptTimeIsAtMostAnHourAheadOfTheClock() throws Exception {
        append(messages("a", 1));
        Instant muchEarlier = NOON.minus(Duration.ofDays(1));
        clock.set(muchEarlier);
        reopen();
        append(messages("b", 1));
        clock.advance(Duration.ofMinutes(59));
        append(messages("c", 1));
        clock.advance(Duration.ofMinutes(2));
        append(messages("d", 1));

        assertThat(receiptTimes())
                .containsExactly(
                        micros(NOON),
                        micros(muchEarlier.plus(Duration.ofHours(1))),
                        micros(muchEarlier.plus(Duration.ofHours(1))),
                        micros(muchEarlier.plus(Duration.ofMinutes(61))));
    }

    private List<Long> receiptTimes() throws InterruptedException {
        return journal.read(Position.START, 1000, NO_WAIT).orElseThrow().entries().stream()
                .map(Entry::receiptMicros)
                .toList();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @Test
    void manyMayAppendAtOnceAndEachKeepsItsOrder() throws Exception {
        int callers = 4;
        int each = 2_000;
        try (var pool = java.util.concurrent.Executors.newFixedThreadPool(callers)) {
            for (int c = 0; c < callers; c++) {
                int caller = c;
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        journal.append(List.of(message("s" + caller, caller + ":" + i), message("s" + caller, "+")));
                    }
                });
            }
        }
        append(List.of(message("end", "end")));

        List<String> all = textsAfter(Position.START, 500);
        assertThat(all).hasSize(2 * callers * each + 1);
        for (int c = 0; c < callers; c++) {
            String prefix = c + ":";
            assertThat(all.stream().filter(text -> text.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> prefix + i).toList());
        }
        for (int i = 0; i < all.size() - 1; i += 2) {
            assertThat(all.get(i + 1)).as("an append is not torn apart").isEqualTo("+");
        }
    }

    @Test
    void theFutureCompletesOnTheCallersContext() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context context = vertx.getOrCreateContext();
            Promise<Context> seen = Promise.promise();
            context.runOnContext(nothing -> journal.append(List.of(message("a", "1")))
                    .onSuccess(position -> seen.complete(Vertx.currentContext()))
                    .onFailure(seen::fail));

            assertThat(await(seen.future())).isSameAs(context);
        } finally {
            await(vertx.close());
        }
    }

    @Test
    void whatWaitsWhenItIsClosedIsStillWritten() throws Exception {
        var appends = new ArrayList<Future<Position>>();
        for (int i = 0; i < 1000; i++) {
            appends.add(journal.append(messages("m" + i + "-", 3)));
        }
        reopen();

        for (Future<Position> append : appends) {
            assertThat(await(append)).isLessThanOrEqualTo(journal.end());
        }
        assertThat(textsAfter(Position.START, 100)).hasSize(3000);
    }

    @Test
    void aClosedJournalTakesNothing() {
        journal.close();
        assertThatThrownBy(() -> append(messages("a", 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void thereIsRoomWhereNothingFailed() throws Exception {
        await(journal.room());
        append(messages("a", 1));
        assertThat(journal.bytes()).isPositive();
    }
}
