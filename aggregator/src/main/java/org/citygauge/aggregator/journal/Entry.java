package org.citygauge.aggregator.journal;

/**
 * A message in the journal.
 *
 * @param message what came
 * @param receiptMicros when it came, in microseconds since the epoch; never less than the entry before, unless the clock was
 *     set back by more than an hour
 */
public record Entry(Message message, long receiptMicros) {}
