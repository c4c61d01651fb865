package org.citygauge.aggregator.closing;

import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.register.Span;

/** Where closings are kept: the port. What is added is there for good. All methods block, and are safe for use by many threads. */
public interface Closings {
    /** Every closing so far, by its number. */
    List<Closing> all();

    /** The time that a closing closed. */
    Span span(Closing closing);

    FrozenYear frozen(Closing closing);

    /**
     * Closes a year, or restates one that was closed before: all of it, or nothing.
     *
     * @param reason why it is restated; may be empty the first time
     * @return on disk when this returns
     */
    Closing add(int year, String actor, String reason, FrozenYear frozen);

    /** What the numbers came to; empty until somebody knew. */
    Optional<String> result(Closing closing);

    /** Keeps what the numbers came to, once. */
    void keepResult(Closing closing, String digest);
}
