package org.citygauge.aggregator.journal;

import java.util.List;

/**
 * Messages that follow one another in the journal.
 *
 * @param entries in order; never empty
 * @param last the position of the last of them
 */
public record Batch(List<Entry> entries, Position last) {
    public Batch {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("an empty batch");
        }
    }
}
