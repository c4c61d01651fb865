package org.citygauge.gateway.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What one part of the gateway says of itself.
 *
 * @param status whether it does its work
 * @param detail further facts, as JSON knows them: text, numbers, booleans, lists of these
 */
public record Health(Status status, Map<String, Object> detail) {
    public Health {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    public static Health ok(Map<String, Object> detail) {
        return new Health(Status.OK, detail);
    }

    /** It works, but somebody should look: the reason is in the detail. */
    public static Health degraded(Map<String, Object> detail) {
        return new Health(Status.DEGRADED, detail);
    }

    /** It does not work, and with it the gateway is not ready. */
    public static Health down(Map<String, Object> detail) {
        return new Health(Status.DOWN, detail);
    }

    /** From good to bad. */
    public enum Status {
        OK,
        DEGRADED,
        DOWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
