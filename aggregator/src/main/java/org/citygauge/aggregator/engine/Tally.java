package org.citygauge.aggregator.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.archive.BookItem;

/** The counts behind the books, without what is pending. Belongs to one thread. */
final class Tally {
    static final String DECODED = "decoded";
    static final String STORED = "stored";
    static final String DUPLICATE = "duplicate";
    static final String MESSAGE_REJECTED = "message_rejected";
    static final String READING_REJECTED = "reading_rejected";

    private final Map<BookItem, Count> counts = new HashMap<>();
    private final List<Count> changed = new ArrayList<>();
    private Source current = new Source("");

    /** One line of the books, while it is counted. */
    private static final class Count {
        private final BookItem item;
        private long value;
        private boolean listed;

        Count(BookItem item, long value) {
            this.item = item;
            this.value = value;
        }
    }

    /** The lines of one source that nearly every message adds to. */
    private final class Source {
        private final String name;
        private final Count decoded;
        private final Count stored;
        private final Count duplicate;

        Source(String name) {
            this.name = name;
            decoded = line(name, DECODED, "");
            stored = line(name, STORED, "");
            duplicate = line(name, DUPLICATE, "");
        }
    }

    Tally(Map<BookItem, Long> counts) {
        counts.forEach((item, count) -> this.counts.put(item, new Count(item, count)));
    }

    private Count line(String source, String kind, String reason) {
        return counts.computeIfAbsent(new BookItem(source, kind, reason), item -> new Count(item, 0));
    }

    void decoded(String source) {
        add(of(source).decoded, 1);
    }

    void stored(String source, long readings) {
        add(of(source).stored, readings);
    }

    void duplicate(String source, long readings) {
        add(of(source).duplicate, readings);
    }

    void add(String source, String kind, String reason, long amount) {
        add(line(source, kind, reason), amount);
    }

    private void add(Count count, long amount) {
        if (amount == 0) {
            return;
        }
        count.value += amount;
        if (!count.listed) {
            count.listed = true;
            changed.add(count);
        }
    }

    private Source of(String source) {
        if (!current.name.equals(source)) {
            current = new Source(source);
        }
        return current;
    }

    /** The lines that changed since the last call, with their new totals. */
    Map<BookItem, Long> takeChanged() {
        var taken = new HashMap<BookItem, Long>();
        for (Count count : changed) {
            count.listed = false;
            taken.put(count.item, count.value);
        }
        changed.clear();
        return taken;
    }

    /** The books without anything pending. */
    Books books() {
        var sources = new TreeMap<String, Books.SourceBooks>();
        counts.values().stream()
                .filter(count -> count.value != 0)
                .map(count -> count.item.source())
                .distinct()
                .forEach(source -> sources.put(source, booksOf(source)));
        return Books.ofSources(sources);
    }

    private Books.SourceBooks booksOf(String source) {
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
        Count count = counts.get(new BookItem(source, kind, ""));
        return count == null ? 0 : count.value;
    }

    private Map<String, Long> byReason(String source, String kind) {
        var found = new TreeMap<String, Long>();
        counts.forEach((item, count) -> {
            if (item.source().equals(source) && item.kind().equals(kind) && count.value != 0) {
                found.put(item.reason(), count.value);
            }
        });
        return found;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
