package org.citygauge.aggregator.live;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next what to ask for to get on; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}
