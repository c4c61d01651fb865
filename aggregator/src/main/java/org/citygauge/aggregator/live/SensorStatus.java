package org.citygauge.aggregator.live;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.citygauge.aggregator.reading.Decimal;

/**
 * A sensor as an operator sees it.
 *
 * @param asset as registered, like unit and kind; empty when the register does not know the sensor
 * @param quantity as registered, else as sent
 * @param lastTime when the newest reading was measured, as the device says
 * @param lastReceived when the newest message came, by our clock; empty until one has come since the gateway started
 */
public record SensorStatus(
        String id,
        Optional<String> asset,
        String quantity,
        Optional<String> unit,
        Optional<String> kind,
        Optional<Instant> lastTime,
        Optional<Decimal> lastValue,
        Optional<Instant> lastReceived,
        State state) {

    /** Whether anything was heard of it lately. */
    public enum State {
        LIVE,
        /** It reported once, but not within its window. */
        SILENT,
        /** Registered, and never heard of. */
        NEVER,
        /** Heard of, and not registered. */
        UNREGISTERED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
