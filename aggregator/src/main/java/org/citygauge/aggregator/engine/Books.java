package org.citygauge.aggregator.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came and what became of it, over the life of the archive. They balance: messages received = decoded + rejected + pending;
 * readings received = stored + duplicate + rejected.
 *
 * @param bySource the same for each source
 */
public record Books(Messages messages, Readings readings, Map<String, SourceBooks> bySource) {
    public Books {
        bySource = Collections.unmodifiableMap(new TreeMap<>(bySource));
    }

    /** @param rejected by {@link org.citygauge.aggregator.reading.RejectedMessage#code()} */
    public record Messages(long received, long decoded, Map<String, Long> rejected, long pending) {
        static final Messages NONE = new Messages(0, 0, Map.of(), 0);

        public Messages {
            rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
        }

        private Messages plus(Messages more) {
            return new Messages(
                    received + more.received,
                    decoded + more.decoded,
                    added(rejected, more.rejected),
                    pending + more.pending);
        }

        private Messages withPending(long waiting) {
            return new Messages(received - pending + waiting, decoded, rejected, waiting);
        }
    }

    /** @param rejected by {@link org.citygauge.aggregator.reading.RejectedReading#code()} */
    public record Readings(long received, long stored, long duplicate, Map<String, Long> rejected) {
        static final Readings NONE = new Readings(0, 0, 0, Map.of());

        public Readings {
            rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
        }

        private Readings plus(Readings more) {
            return new Readings(
                    received + more.received,
                    stored + more.stored,
                    duplicate + more.duplicate,
                    added(rejected, more.rejected));
        }
    }

    /** The books of one door. */
    public record SourceBooks(Messages messages, Readings readings) {
        static final SourceBooks NONE = new SourceBooks(Messages.NONE, Readings.NONE);
    }

    /** The books of all sources together. */
    public static Books ofSources(Map<String, SourceBooks> sources) {
        Collection<SourceBooks> all = sources.values();
        return new Books(
                all.stream().map(SourceBooks::messages).reduce(Messages.NONE, Messages::plus),
                all.stream().map(SourceBooks::readings).reduce(Readings.NONE, Readings::plus),
                sources);
    }

    /** The same books with so many messages of each source that are safe and not yet taken in. */
    public Books withPending(Map<String, Long> waiting) {
        var sources = new TreeMap<String, SourceBooks>();
        for (String source : all(bySource.keySet(), waiting.keySet())) {
            SourceBooks known = bySource.getOrDefault(source, SourceBooks.NONE);
            sources.put(
                    source,
                    new SourceBooks(known.messages.withPending(waiting.getOrDefault(source, 0L)), known.readings));
        }
        return ofSources(sources);
    }

    private static List<String> all(Collection<String> some, Collection<String> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream())
                .distinct()
                .toList();
    }

    private static Map<String, Long> added(Map<String, Long> some, Map<String, Long> more) {
        var sum = new TreeMap<>(some);
        more.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }
}
