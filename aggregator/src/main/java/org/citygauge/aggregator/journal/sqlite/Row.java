package org.citygauge.aggregator.journal.sqlite;

/**
 * A batch of messages as it lies in a file.
 *
 * @param last the position of its last message
 * @param count how many messages it holds
 * @param receiptMicros the receipt time of the last one
 * @param sources how many messages came from each source, in the form of {@link RowFormat}
 * @param body the messages, in the form of {@link RowFormat}
 * @param checksum of everything else
 */
record Row(long last, int count, long receiptMicros, byte[] sources, byte[] body, int checksum) {
    long first() {
        return last - count + 1;
    }

    /** The size of its content. */
    long bytes() {
        return (long) sources.length + body.length;
    }
}
