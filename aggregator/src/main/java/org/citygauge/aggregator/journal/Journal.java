package org.citygauge.aggregator.journal;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where messages become safe before they are acknowledged; a log that is read once, in order, and can be read again from any
 * position that was not consumed yet.
 *
 * <p>Safe for use by many threads; none of its methods that return a future blocks.
 */
public interface Journal extends AutoCloseable {
    /**
     * Takes messages in, together with others that wait at the same time.
     *
     * @param messages one or more, taken in together or not at all
     * @return succeeds with the position of the last one once all would survive a crash, so that the caller may acknowledge
     *     them; fails with {@link JournalFull} if the caller must hold its publishers back, and then nothing was taken in
     */
    Future<Position> append(List<Message> messages);

    /**
     * The next messages after {@code position}; blocks for at most {@code wait}, so call it from a thread that may.
     *
     * @param maxMessages a hint of how many are wanted; a batch may hold somewhat more
     * @return empty when nothing came in that time
     */
    Optional<Batch> read(Position position, int maxMessages, Duration wait) throws InterruptedException;

    /** Everything up to {@code position} is safe elsewhere and may go when room is needed. */
    void consumed(Position position);

    /** The position of the newest message that is safe, {@link Position#START} if there never was one. */
    Position end();

    /** How many messages of each source lie after {@code position}. May read files; made for the start. */
    Map<String, Long> countAfter(Position position);

    /** The bytes the journal takes on disk. */
    long bytes();

    /** Completes once there is room again after an append failed with {@link JournalFull}; completed where there is. */
    Future<Void> room();

    /** Why publishers are held back; empty where there is room. */
    default Optional<String> heldBack() {
        return room().isComplete() ? Optional.empty() : Optional.of("the journal is full");
    }

    @Override
    void close();
}
