package org.citygauge.gateway.registry;

import java.util.HashMap;
import java.util.Map;

/** One instance of values that many rows repeat: a register may have a million rows, whose units, spans and limits are a few. */
final class Shared {
    private static final int MOST = 10_000;

    private final Map<Object, Object> known = new HashMap<>();

    /** The first value that was equal to this one. */
    @SuppressWarnings("unchecked") // what equals a record, text or number here is of its type
    <T> T same(T value) {
        Object first = known.size() < MOST ? known.putIfAbsent(value, value) : known.get(value);
        return first == null ? value : (T) first;
    }
}
