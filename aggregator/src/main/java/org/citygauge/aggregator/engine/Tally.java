package org.citygauge.aggregator.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.citygauge.aggregator.archive.BookItem;

/** The counts behind the books, without what is pending. Belongs to one thread. */
final class Tally {
    static final String DECODED = "decoded";
    static final String STORED = "stored";
    static final String DUPLICATE = "duplicate";
    static final String MESSAGE_REJECTED = "message_rejected";
    static final String READING_REJECTED = "reading_rejected";

    private final Map<BookItem, Long> counts;
    private final Set<BookItem> changed = new HashSet<>();

    Tally(Map<BookItem, Long> counts) {
        this.counts = new HashMap<>(counts);
    }

    void add(String source, String kind, String reason, long amount) {
        var item = new BookItem(source, kind, reason);
        counts.merge(item, amount, Long::sum);
        changed.add(item);
    }

    /** The lines that changed since the last call, with their new totals. */
    Map<BookItem, Long> takeChanged() {
        var taken = new HashMap<BookItem, Long>();
        changed.forEach(item -> taken.put(item, counts.getOrDefault(item, 0L)));
        changed.clear();
        return taken;
    }

    /** The books without anything pending. */
    Books books() {
        var sources = new TreeMap<String, Books.SourceBooks>();
        counts.keySet().stream().map(BookItem::source).distinct().forEach(source -> sources.put(source, of(source)));
        return Books.ofSources(sources);
    }

    private Books.SourceBooks of(String source) {
        Map<String, Long> badMessages = byReason(source, MESSAGE_REJECTED);
        Map<String, Long> badReadings = byReason(source, READING_REJECTED);
        long decoded = count(source, DECODED);
        long stored = count(source, STORED);
        long duplicate = count(source, DUPLICATE);
        return new Books.SourceBooks(
                new Books.Messages(decoded + sum(badMessages), decoded, badMessages, 0),
                new Books.Readings(stored + duplicate + sum(badReadings), stored, duplicate, badReadings));
    }

    private long count(String source, String kind) {
        return counts.getOrDefault(new BookItem(source, kind, ""), 0L);
    }

    private Map<String, Long> byReason(String source, String kind) {
        var found = new TreeMap<String, Long>();
        counts.forEach((item, count) -> {
            if (item.source().equals(source) && item.kind().equals(kind) && count != 0) {
                found.put(item.reason(), count);
            }
        });
        return found;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
