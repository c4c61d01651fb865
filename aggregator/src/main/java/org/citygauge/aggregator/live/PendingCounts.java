package org.citygauge.aggregator.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.journal.CountedJournal;
import org.citygauge.aggregator.journal.Position;

/** How many messages of each source are in the journal and not in the books yet. */
final class PendingCounts {
    private final CountedJournal journal;
    private final Map<String, Long> receivedBefore;

    /**
     * @param books at the start
     * @param position up to which these books go
     */
    PendingCounts(CountedJournal journal, Books books, Position position) {
        this.journal = journal;
        var received = new HashMap<>(journal.countAfter(position));
        books.bySource()
                .forEach((source, one) -> received.merge(source, one.messages().received(), Long::sum));
        receivedBefore = Map.copyOf(received);
    }

    /** The books with what is pending. */
    Books addTo(Books taken) {
        Set<String> sources = new HashSet<>(receivedBefore.keySet());
        journal.sources().forEach(sources::add);
        return taken.withPending(
                sources.stream().collect(Collectors.toMap(source -> source, source -> pending(source, taken))));
    }

    private long pending(String source, Books taken) {
        long received = receivedBefore.getOrDefault(source, 0L) + journal.appended(source);
        Books.SourceBooks its = taken.bySource().get(source);
        return Math.max(0, received - (its == null ? 0 : its.messages().received()));
    }
}
