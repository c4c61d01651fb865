package org.citygauge.aggregator.engine;

import java.util.Map;

/**
 * What became of the readings of one message; received = stored + duplicate + rejected.
 *
 * @param rejected by reason
 */
public record Receipt(long received, long stored, long duplicate, Map<String, Long> rejected) {
    public Receipt {
        rejected = Map.copyOf(rejected);
    }
}
