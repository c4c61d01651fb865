package org.citygauge.aggregator.projection.influx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.projection.GatewayState;
import org.citygauge.aggregator.projection.HourlyStates;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.aggregator.projection.ProjectionPosition;
import org.citygauge.aggregator.projection.SensorHours;

/**
 * A city's numbers in an InfluxDB bucket; docs/influx.md says which, and how they are laid out.
 *
 * <p>Writes on a thread of its own, and tries again until the points are there. Hours are evaluated when they are written, so
 * nothing piles up while the server is away.
 */
public final class InfluxProjection implements Projection {
    private final LiveFeed live;
    private final HourlyPoints hourly;
    private final SensorFeed sensors;
    private final PointSink sink;
    private final BucketWriter writer;

    /**
     * What is copied.
     *
     * @param city the id of the city, the tag of all its points
     * @param hours the indicators and measures of past hours
     * @param sensors the hours of the sensors
     * @param gateway how the gateway fares now; may block
     */
    public record Source(String city, HourlyStates hours, SensorHours sensors, Supplier<GatewayState> gateway) {}

    public InfluxProjection(Bucket bucket, Source source, ProjectionPosition position, InstantSource clock) {
        this(bucket, source, position, clock, Pace.USUAL);
    }

    InfluxProjection(Bucket bucket, Source source, ProjectionPosition position, InstantSource clock, Pace pace) {
        var format = new LineProtocol(source.city());
        hourly = new HourlyPoints(source.hours(), position, format, clock, pace.rewind());
        live = new LiveFeed(format, source.gateway(), this::lag, clock, pace);
        sensors = new SensorFeed(source.sensors(), format, clock);
        sink = new PointSink(bucket);
        writer = new BucketWriter(bucket, sink, live, List.of(hourly, sensors), pace);
    }

    @Override
    public void start() {
        hourly.start();
        writer.start();
    }

    @Override
    public void accept(List<IndicatorState> changed) {
        live.accept(changed);
    }

    @Override
    public void dirtyFrom(Instant from) {
        hourly.dirtyFrom(from);
    }

    @Override
    public Duration lag() {
        Duration own = hourly.behind();
        Duration ofSensors = sensors.behind();
        return own.compareTo(ofSensors) > 0 ? own : ofSensors;
    }

    @Override
    public Optional<String> lastError() {
        return writer.lastError();
    }

    @Override
    public long setAside() {
        return sink.setAside();
    }

    @Override
    public void close() {
        writer.close();
    }
}
