package org.citygauge.gateway.decode.json;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.citygauge.indicators.measure.Unit;

/**
 * The unit codes seen so far and whether they are any: a unit is looked up in each reading, and reading its code takes far longer.
 * Safe for use by many threads.
 */
final class KnownUnits {
    private static final int MAX_REMEMBERED = 1_000; // whoever makes up units must not fill our memory
    private static final int MAX_LENGTH = 100;

    private final Map<String, Optional<String>> seen = new ConcurrentHashMap<>();

    /** The unit {@code code}, always the same string for it; empty when it is none. */
    Optional<String> find(String code) {
        Optional<String> known = seen.get(code);
        if (known != null) {
            return known;
        }
        if (code.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<String> unit = Unit.parse(code).map(Unit::code);
        if (seen.size() < MAX_REMEMBERED) {
            seen.put(code, unit);
        }
        return unit;
    }
}
