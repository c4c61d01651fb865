package org.citygauge.aggregator.projection.influx;

import com.influxdb.client.domain.WritePrecision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.projection.ArrivedReadings;
import org.citygauge.aggregator.projection.GatewayState;
import org.citygauge.aggregator.projection.HourlyStates;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.aggregator.projection.ProjectionCounts;
import org.citygauge.aggregator.projection.ProjectionPosition;
import org.citygauge.aggregator.projection.Rebuild;
import org.citygauge.aggregator.projection.Rebuilding;
import org.citygauge.aggregator.projection.RefusedPoints;
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
    private final Rebuilding rebuilding;
    private final PointCounts counts = new PointCounts();
    private final BucketWriter writer;
    private final Optional<BucketWriter> rawWriter;
    private final Optional<ArrivedReadings> raw;

    /**
     * What is copied.
     *
     * @param city the id of the city, the tag of all its points
     * @param hours the indicators and measures of past hours
     * @param rebuilt the same, for what is rebuilt meanwhile
     * @param sensors the hours of the sensors
     * @param raw the readings themselves, when asked for
     * @param gateway how the gateway fares now; may block
     */
    public record Source(
            String city,
            HourlyStates hours,
            HourlyStates rebuilt,
            SensorHours sensors,
            Optional<Raw> raw,
            Supplier<GatewayState> gateway) {}

    /** Raw readings, and the bucket they go to. */
    public record Raw(Bucket bucket, ArrivedReadings readings) {}

    /**
     * What it keeps, and whom it tells.
     *
     * @param position how far the hours are written
     * @param rebuilding what is to be rebuilt
     * @param refused hears of points that are refused for what they are
     */
    public record Memory(ProjectionPosition position, Rebuilding rebuilding, RefusedPoints refused) {}

    public InfluxProjection(Bucket bucket, Source source, Memory memory, InstantSource clock, Duration healthEvery) {
        this(bucket, source, memory, clock, Pace.USUAL.withHealth(healthEvery));
    }

    InfluxProjection(Bucket bucket, Source source, Memory memory, InstantSource clock, Pace pace) {
        var format = new LineProtocol(source.city());
        hourly = new HourlyPoints(source.hours(), memory.position(), format, clock, pace.rewind());
        live = new LiveFeed(format, source.gateway(), this::lag, clock, pace);
        sensors = new SensorFeed(source.sensors(), format, clock);
        rebuilding = memory.rebuilding();
        var sink = new PointSink(bucket, WritePrecision.US, counts, new SetAside(memory.refused()));
        var rebuild = new RebuildFeed(rebuilding, source.rebuilt(), source.sensors(), format);
        writer = new BucketWriter(bucket, sink, counts, live, List.of(hourly, sensors, rebuild), pace);
        raw = source.raw().map(Raw::readings);
        rawWriter = source.raw().map(own -> rawWriter(own, format, memory.refused(), pace));
    }

    private BucketWriter rawWriter(Raw own, LineProtocol format, RefusedPoints refused, Pace pace) {
        var sink = new PointSink(own.bucket(), WritePrecision.NS, counts, new SetAside(refused));
        return new BucketWriter(
                own.bucket(),
                sink,
                counts,
                nothing -> Optional.empty(),
                List.of(new RawFeed(own.readings(), format)),
                pace);
    }

    @Override
    public void start() {
        hourly.start();
        writer.start();
        rawWriter.ifPresent(BucketWriter::start);
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
        return writer.lastError().or(() -> rawWriter.flatMap(BucketWriter::lastError));
    }

    @Override
    public ProjectionCounts counts() {
        return counts.now();
    }

    @Override
    public Rebuild rebuild(Instant from, Instant to) {
        Rebuild asked = rebuilding.ask(from, to);
        raw.ifPresent(readings -> readings.again(from, to));
        return asked;
    }

    @Override
    public Optional<Rebuild> rebuild() {
        return rebuilding.last();
    }

    @Override
    public boolean again(String line) {
        Optional<Instant> hour = LineProtocol.time(line);
        if (hour.isPresent() && line.startsWith(LineProtocol.SENSOR + ",")) {
            return rebuilding.ask(hour.get());
        }
        boolean isHourly = line.startsWith(LineProtocol.HOURLY + ",") || line.startsWith(LineProtocol.MEASURE + ",");
        if (hour.isPresent() && isHourly) {
            hourly.dirtyFrom(hour.get().minusSeconds(1));
            return true;
        }
        return false; // what is live is never written again
    }

    @Override
    public void close() {
        rawWriter.ifPresent(BucketWriter::close);
        writer.close();
    }
}
