package org.citygauge.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.aggregator.projection.ProjectionCounts;
import org.citygauge.aggregator.projection.Rebuild;

/** A copy that does nothing but remember what it was asked. */
final class FakeProjection implements Projection {
    private Optional<Rebuild> rebuild = Optional.empty();

    @Override
    public void start() {}

    @Override
    public void accept(List<IndicatorState> changed) {}

    @Override
    public void dirtyFrom(Instant from) {}

    @Override
    public Duration lag() {
        return Duration.ofSeconds(7);
    }

    @Override
    public Optional<String> lastError() {
        return Optional.of("away");
    }

    @Override
    public ProjectionCounts counts() {
        return new ProjectionCounts(10, 1, 2, 3);
    }

    @Override
    public Rebuild rebuild(Instant from, Instant to) {
        if (rebuild.isPresent()) {
            throw new IllegalStateException("one is under way");
        }
        var asked = new Rebuild(from, to, from, 0);
        rebuild = Optional.of(asked);
        return asked;
    }

    @Override
    public Optional<Rebuild> rebuild() {
        return rebuild;
    }

    @Override
    public boolean again(String line) {
        return false;
    }

    @Override
    public void close() {}
}
