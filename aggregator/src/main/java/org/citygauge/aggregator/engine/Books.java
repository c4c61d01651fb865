package org.citygauge.aggregator.engine;

import java.util.Collections;
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
        public Messages {
            rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
        }
    }

    /** @param rejected by {@link org.citygauge.aggregator.reading.RejectedReading#code()} */
    public record Readings(long received, long stored, long duplicate, Map<String, Long> rejected) {
        public Readings {
            rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
        }
    }

    public record SourceBooks(Messages messages, Readings readings) {}
}
