package org.citygauge.aggregator.engine;

import org.citygauge.aggregator.journal.Entry;

/**
 * Reads messages. A pure function of the entry: the same entry always yields the same outcomes in the same order, so that one of
 * them can be replayed. Judges form only; whether a time is too old or in the future is judged when a reading is admitted.
 */
@FunctionalInterface
public interface MessageDecoder {
    Decoded decode(Entry entry);
}
