package org.citygauge.gateway.simulate;

import java.util.Locale;
import java.util.Optional;

/**
 * What a simulation came to.
 *
 * @param published messages sent
 * @param acknowledged messages acknowledged
 * @param readings in the acknowledged messages
 * @param seconds from the first to the last acknowledgement
 * @param p50Millis acknowledgement latency that half of the messages kept
 * @param p99Millis acknowledgement latency that 99 % of the messages kept
 * @param failure why it ended early
 */
public record Outcome(
        long published,
        long acknowledged,
        long readings,
        double seconds,
        double p50Millis,
        double p99Millis,
        Optional<String> failure) {

    public double messagesPerSecond() {
        return seconds == 0 ? 0 : acknowledged / seconds;
    }

    public double readingsPerSecond() {
        return seconds == 0 ? 0 : readings / seconds;
    }

    public boolean complete() {
        return failure.isEmpty() && published == acknowledged;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "published %d, acknowledged %d; %.0f messages/s, %.0f readings/s; ack p50 %.1f ms, p99 %.1f ms%s",
                published,
                acknowledged,
                messagesPerSecond(),
                readingsPerSecond(),
                p50Millis,
                p99Millis,
                failure.map(why -> "; ended early: " + why).orElse(""));
    }
}
