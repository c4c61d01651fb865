package org.citygauge.aggregator.projection;

import java.time.Instant;

/**
 * How far a projection got, kept across restarts. Called by one thread at a time, not always the same: by
 * that of the projection, and by those that call {@link Projection#dirtyFrom}, so it must not wait for one of them.
 */
public interface ProjectionPosition {
    /** All hours that end at this instant or before are written; the start of the current year if nothing was ever saved. */
    Instant load();

    /** Safe when it returns. */
    void save(Instant position);
}
