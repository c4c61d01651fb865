package org.citygauge.aggregator.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.IndicatorState;

/**
 * A copy of the numbers in another system, which may be away for as long as it likes: nothing else waits for it, and it is filled
 * afterwards. Safe for use by many threads; memory is bounded.
 */
public interface Projection extends AutoCloseable {
    /** Begins where it stopped. */
    void start();

    /** The indicators that changed just now; only the newest of each is kept until it is written. Does not block. */
    void accept(List<IndicatorState> changed);

    /**
     * What is known of hours that end after {@code from} has changed: they are written again. Kept across a crash when this
     * returns, so call it before the cause is checkpointed; it may write a few bytes to disk.
     */
    void dirtyFrom(Instant from);

    /** How far the copy is behind; zero while less than the running hour is missing. Hours that are written again do not count. */
    Duration lag();

    /** Why the last write failed; empty once one succeeded again. */
    Optional<String> lastError();

    /** What it did since the start. */
    ProjectionCounts counts();

    /**
     * Has all hours that end after {@code from} up to {@code to} deleted and written again. Blocks for a moment.
     *
     * @throws IllegalStateException if that is under way already
     */
    Rebuild rebuild(Instant from, Instant to);

    /** The rebuild that is under way, or was last. */
    Optional<Rebuild> rebuild();

    /**
     * Tries a point again that was refused: its hour is written again by what is known then.
     *
     * @param line as it was handed to {@link RefusedPoints}
     * @return whether there is an hour to write
     */
    boolean again(String line);

    @Override
    void close();
}
