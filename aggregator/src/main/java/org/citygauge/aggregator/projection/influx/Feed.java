package org.citygauge.aggregator.projection.influx;

import java.util.Optional;

/** A part of the copy that is written piece by piece, and goes on where it failed. For the thread of its {@link BucketWriter}. */
interface Feed {
    /** Writes the next piece, of at most a few seconds; empty when there is nothing to write now. */
    Optional<Written> step(PointSink sink);
}
