package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.NewDeadLetter;
import org.citygauge.aggregator.archive.StoredDeadLetter;
import org.citygauge.aggregator.engine.DeadLetter;
import org.citygauge.aggregator.engine.Engine;
import org.citygauge.aggregator.engine.Replay;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.reading.MicroTime;

/** What could not be used, to look at and to try again: messages and readings, and points that a copy elsewhere refused. */
final class DeadLetters {
    private static final int LETTERS_A_STEP = 500;
    private static final long PAGE_BYTES = 1 << 20;

    private final Archive archive;
    private final Engine engine;
    private final Intake intake;
    private final Executor queries;
    private final InstantSource clock;
    private volatile Predicate<String> points = line -> false;

    DeadLetters(Archive archive, Engine engine, Intake intake, Executor queries, InstantSource clock) {
        this.archive = archive;
        this.engine = engine;
        this.intake = intake;
        this.queries = queries;
        this.clock = clock;
    }

    Future<Page<DeadLetter>> page(Optional<String> reason, int limit, Optional<String> next) {
        return Worker.ask(queries, () -> {
            long below = next.map(Long::parseLong).orElse(Long.MAX_VALUE);
            List<StoredDeadLetter> found = archive.deadLetters(reason, below, limit);
            List<DeadLetter> page = pageOf(found);
            if (page.isEmpty()) {
                return new Page<>(page, Optional.empty());
            }
            long last = page.getLast().id();
            boolean more = page.size() < found.size()
                    || found.size() == limit
                    || !archive.deadLetters(reason, last, 1).isEmpty();
            return new Page<>(page, more ? Optional.of(Long.toString(last)) : Optional.empty());
        });
    }

    /** As many as go into one answer, at least one: each is shown with its whole payload. */
    private static List<DeadLetter> pageOf(List<StoredDeadLetter> found) {
        var page = new ArrayList<DeadLetter>();
        long bytes = 0;
        for (StoredDeadLetter letter : found) {
            page.add(shown(letter));
            bytes += letter.entry().message().payload().length;
            if (bytes >= PAGE_BYTES) {
                break;
            }
        }
        return page;
    }

    private static DeadLetter shown(StoredDeadLetter letter) {
        Message message = letter.entry().message();
        return new DeadLetter(
                letter.id(),
                MicroTime.instant(letter.entry().receiptMicros()),
                message.source(),
                message.topic(),
                letter.reason(),
                letter.detail(),
                message.payload());
    }

    /** Keeps a point that a copy elsewhere refused; it counts in no books, for its numbers are all there. Blocks. */
    void refused(String target, String line, String why) {
        var message = new Message(DeadLetter.PROJECTION, target, line.getBytes(StandardCharsets.UTF_8));
        var entry = new Entry(message, MicroTime.of(clock.instant()));
        archive.addDeadLetters(List.of(new NewDeadLetter(entry, NewDeadLetter.WHOLE, DeadLetter.INFLUX_REFUSED, why)));
    }

    /** Who tries such points again, and answers whether that can be. */
    void onReplayOfPoints(Predicate<String> again) {
        points = again;
    }

    Future<Replay> replay(long id) {
        return intake.ask(() -> {
            StoredDeadLetter letter =
                    archive.deadLetter(id).orElseThrow(() -> new NoSuchElementException("no dead letter " + id));
            return replayed(List.of(letter));
        });
    }

    Future<Replay> replayAll(Optional<String> reason) {
        return replayBelow(reason, Long.MAX_VALUE, new Replay(0, 0));
    }

    private Future<Replay> replayBelow(Optional<String> reason, long below, Replay soFar) {
        return Worker.ask(queries, () -> archive.deadLetters(reason, below, LETTERS_A_STEP))
                .compose(letters -> letters.isEmpty()
                        ? Future.succeededFuture(soFar)
                        : intake.ask(() -> replayed(letters))
                                .compose(step ->
                                        replayBelow(reason, letters.getLast().id(), soFar.plus(step))));
    }

    private Replay replayed(List<StoredDeadLetter> letters) {
        var messages = new ArrayList<StoredDeadLetter>();
        var refused = new ArrayList<StoredDeadLetter>();
        letters.forEach(letter -> (letter.reason().equals(DeadLetter.INFLUX_REFUSED) ? refused : messages).add(letter));
        Replay replay = engine.replay(messages);
        intake.commit(false);
        return replay.plus(writtenAgain(refused));
    }

    /** A point that is to be written again leaves; where it is refused once more, another letter comes. */
    private Replay writtenAgain(List<StoredDeadLetter> letters) {
        List<Long> gone = letters.stream()
                .filter(letter ->
                        points.test(new String(letter.entry().message().payload(), StandardCharsets.UTF_8)))
                .map(StoredDeadLetter::id)
                .toList();
        archive.removeDeadLetters(gone);
        return new Replay(gone.size(), letters.size() - gone.size());
    }
}
