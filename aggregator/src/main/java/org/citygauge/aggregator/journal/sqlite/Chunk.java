package org.citygauge.aggregator.journal.sqlite;

import java.util.List;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;

/**
 * A batch of messages in memory.
 *
 * @param first the position of the first of them
 * @param entries in order; never empty; nobody changes the list
 */
record Chunk(long first, List<Entry> entries) {
    /** What an entry takes in memory besides its text and payload, roughly. */
    private static final int OVERHEAD = 120;

    long last() {
        return first + entries.size() - 1;
    }

    /** The entries after {@code position}, at most {@code max}. */
    List<Entry> after(long position, int max) {
        int from = (int) Math.max(0, position + 1 - first);
        int to = (int) Math.min(entries.size(), (long) from + max);
        return entries.subList(from, to);
    }

    long weight() {
        return entries.stream().mapToLong(entry -> weight(entry.message())).sum();
    }

    static long weight(Message message) {
        return OVERHEAD + message.topic().length() + (long) message.payload().length;
    }
}
