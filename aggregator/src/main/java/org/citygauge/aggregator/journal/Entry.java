package org.citygauge.aggregator.journal;

/**
 * A message in the journal.
 *
 * @param message what came
 * @param receiptMicros when it came, in microseconds since the epoch; never less than the entry before
 */
public record Entry(Message message, long receiptMicros) {}
