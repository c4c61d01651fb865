package org.citygauge.aggregator.archive;

import java.time.Instant;
import java.util.Map;
import org.citygauge.aggregator.journal.Position;

/**
 * What a copy of an archive says of itself.
 *
 * @param city whose archive it is
 * @param asOf when its commit was the last one
 * @param position how far the journal is in it
 * @param books how the books stood
 * @param digest of everything in it
 */
public record Backup(String city, Instant asOf, Position position, Map<BookItem, Long> books, String digest) {
    public Backup {
        books = Map.copyOf(books);
    }

    /** How many distinct readings it holds. */
    public long readings() {
        return books.entrySet().stream()
                .filter(entry -> entry.getKey().kind().equals("stored"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
