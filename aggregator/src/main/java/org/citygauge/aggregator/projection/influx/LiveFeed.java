package org.citygauge.aggregator.projection.influx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.projection.GatewayState;

/**
 * What is of now: indicators that changed, and how the gateway fares. At most one piece a tick. An indicator waits for its next chance
 * where it could not be written; the gateway's state does not, for by then it is another.
 */
final class LiveFeed implements Feed {
    private final LivePoints changed = new LivePoints();
    private final LineProtocol format;
    private final Supplier<GatewayState> gateway;
    private final Supplier<Duration> projectionLag;
    private final InstantSource clock;
    private final Pace pace;
    private long nextPiece = System.nanoTime();
    private Instant lastHealth = Instant.EPOCH;

    LiveFeed(
            LineProtocol format,
            Supplier<GatewayState> gateway,
            Supplier<Duration> projectionLag,
            InstantSource clock,
            Pace pace) {
        this.format = format;
        this.gateway = gateway;
        this.projectionLag = projectionLag;
        this.clock = clock;
        this.pace = pace;
    }

    /** Indicators that changed. Safe for use by many threads. */
    void accept(List<IndicatorState> states) {
        changed.add(states);
    }

    @Override
    public Optional<Written> step(PointSink sink) {
        if (System.nanoTime() - nextPiece < 0) {
            return Optional.empty();
        }
        nextPiece = System.nanoTime() + pace.tick().toNanos();
        Instant now = clock.instant();
        List<IndicatorState> states = changed.take();
        var lines = new ArrayList<String>(states.size() + 1);
        states.forEach(state -> lines.add(format.line(LineProtocol.LIVE, state)));
        if (HourlyPoints.isOver(lastHealth, pace.health(), now)) {
            lastHealth = now;
            lines.add(format.line(gateway.get(), projectionLag.get(), now));
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Written result = sink.write(lines);
        if (!(result instanceof Written.There)) {
            changed.putBack(states);
        }
        return Optional.of(result);
    }
}
