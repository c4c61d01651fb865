package org.citygauge.aggregator.projection;

import java.time.Instant;
import java.util.function.Consumer;
import org.citygauge.aggregator.evaluation.YearState;

/** Where a projection gets the indicators of past hours from, by what is known now. */
@FunctionalInterface
public interface HourlyStates {
    /**
     * The states of the year at each hour's end in {@code (from, to]}, in order; an hour that ends with a year belongs to that
     * year. May take its time: called on a thread that may block, for a day at most.
     */
    void forEach(Instant from, Instant to, Consumer<YearState> each);

    /** Nothing more is asked for the time being: lets go of what it holds. */
    default void done() {}
}
