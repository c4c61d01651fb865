package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.hour.ByteSource;
import org.citygauge.aggregator.hour.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * How long a sensor was in each state, and how often it entered it; reading by reading in order of time.
 *
 * <p>A state holds until the next reading, or for {@code hold} at most; after that it is unknown, and the next reading enters anew.
 */
final class StateStays {
    private final long startMicros;
    private final long holdMicros;
    private final Map<BigDecimal, long[]> stays = new HashMap<>(); // microseconds, entries
    private @Nullable BigDecimal state;
    private long sinceMicros;

    StateStays(long startMicros, Optional<Duration> hold) {
        this.startMicros = startMicros;
        this.holdMicros = hold.map(duration -> duration.toNanos() / 1000).orElse(Long.MAX_VALUE);
    }

    private StateStays(StateStays other) {
        this.startMicros = other.startMicros;
        this.holdMicros = other.holdMicros;
        other.stays.forEach((value, stay) -> stays.put(value, stay.clone()));
        this.state = other.state;
        this.sinceMicros = other.sinceMicros;
    }

    StateStays copy() {
        return new StateStays(this);
    }

    /** Packs all it knows, for {@link #restore}. */
    void pack(Bytes out) {
        BigDecimal now = state;
        out.putVarint(stays.size() * 2L + (now == null ? 0 : 1));
        if (now != null) {
            out.putDecimal(now);
            out.putSigned(sinceMicros - startMicros);
        }
        stays.forEach((value, stay) -> {
            out.putDecimal(value);
            out.putVarint(stay[0]);
            out.putVarint(stay[1]);
        });
    }

    /** Goes on where the stays stood that {@link #pack} packed; these must be new. */
    void restore(ByteSource in) {
        long head = in.takeVarint();
        if ((head & 1) == 1) {
            state = in.takeDecimal();
            sinceMicros = in.takeSigned() + startMicros;
        }
        for (long next = head >> 1; next > 0; next--) {
            BigDecimal value = in.takeDecimal();
            stays.put(value, new long[] {in.takeVarint(), in.takeVarint()});
        }
    }

    void add(long timeMicros, BigDecimal value) {
        BigDecimal next = value.stripTrailingZeros();
        BigDecimal now = state;
        boolean goesOn = now != null && next.compareTo(now) == 0 && timeMicros <= heldUntil();
        leave(timeMicros);
        if (!goesOn && timeMicros >= startMicros) {
            stays.computeIfAbsent(next, key -> new long[2])[1]++;
        }
        state = next;
        sinceMicros = timeMicros;
    }

    private long heldUntil() {
        return holdMicros == Long.MAX_VALUE ? Long.MAX_VALUE : sinceMicros + holdMicros;
    }

    private void leave(long timeMicros) {
        BigDecimal left = state;
        long from = Math.max(sinceMicros, startMicros);
        long to = Math.min(timeMicros, heldUntil());
        if (left != null && to > from) {
            stays.computeIfAbsent(left, key -> new long[2])[0] += to - from;
        }
    }

    Map<BigDecimal, Contribution.Stay> until(long endMicros) {
        StateStays end = copy();
        end.leave(endMicros);
        var found = new HashMap<BigDecimal, Contribution.Stay>();
        end.stays.forEach((value, stay) ->
                found.put(value, new Contribution.Stay(Duration.ofNanos(Math.multiplyExact(stay[0], 1000)), stay[1])));
        return found;
    }
}
