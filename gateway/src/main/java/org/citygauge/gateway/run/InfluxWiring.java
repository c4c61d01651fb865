package org.citygauge.gateway.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.aggregator.projection.Note;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.aggregator.projection.ProjectionPosition;
import org.citygauge.aggregator.projection.Rebuilding;
import org.citygauge.aggregator.projection.influx.Bucket;
import org.citygauge.aggregator.projection.influx.InfluxProjection;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.health.Health;
import org.citygauge.gateway.health.HealthChecks;

/** Joins a city and the InfluxDB it is copied to. */
final class InfluxWiring {
    private static final String SENSORS = "influx sensors";
    private static final String READINGS = "influx readings";

    private InfluxWiring() {}

    /** The city is copied to no InfluxDB for the time being. */
    static void none(LiveCity city) {
        city.copySource().forget(SENSORS);
        city.copySource().forget(READINGS);
    }

    static InfluxProjection start(
            Configuration.Influx influx, String cityId, LiveCity city, HealthChecks health, InstantSource clock) {
        String target = influx.url() + " " + influx.org() + " " + influx.bucket();
        var source = new InfluxProjection.Source(
                cityId,
                city.copySource()::forEachHour,
                city.copySource().rebuiltHours(),
                city.copySource().sensorHours(SENSORS, target),
                raw(influx, city),
                () -> GatewayStates.of(city, clock));
        var memory = new InfluxProjection.Memory(
                new Position(city, "influx " + target),
                new Rebuilding(new CityNote(city, "influx rebuild " + target)),
                city.copySource()::refused);
        var projection = new InfluxProjection(
                new Bucket(influx.url(), influx.org(), influx.bucket(), influx.token(), influx.retention()),
                source,
                memory,
                clock,
                influx.healthEvery());
        city.onChange(projection::accept);
        city.copySource().onPastChange(projection::dirtyFrom);
        city.copySource().onReplayOfPoints(projection::again);
        health.add("influx", () -> fares(projection));
        boolean begunBefore = city.note("influx " + target).isPresent();
        projection.start();
        if (begunBefore) {
            // What changed just before a crash may not have been noted: the year is written again, which changes
            // nothing else.
            projection.dirtyFrom(city.yearStart(city.now().year()));
        }
        projection.accept(city.now().indicators());
        return projection;
    }

    private static Optional<InfluxProjection.Raw> raw(Configuration.Influx influx, LiveCity city) {
        if (influx.raw().isEmpty()) {
            city.copySource().forget(READINGS);
        }
        return influx.raw()
                .map(raw -> new InfluxProjection.Raw(
                        new Bucket(influx.url(), influx.org(), raw.name(), influx.token(), raw.retention()),
                        city.copySource()
                                .arrivedReadings(READINGS, influx.url() + " " + influx.org() + " " + raw.name())));
    }

    private static Health fares(Projection projection) {
        Map<String, Object> detail = Map.of(
                "lagSeconds",
                projection.lag().toSeconds(),
                "setAside",
                projection.counts().setAside(),
                "lastError",
                projection.lastError().orElse(""));
        return projection.lastError().isPresent() ? Health.degraded(detail) : Health.ok(detail);
    }

    /** A note in the archive. */
    private record CityNote(LiveCity city, String name) implements Note {
        @Override
        public Optional<String> read() {
            return city.note(name);
        }

        @Override
        public void write(String text) {
            city.putNote(name, text);
        }
    }

    /** How far the projection is, as a note in the archive. */
    private record Position(LiveCity city, String name) implements ProjectionPosition {
        @Override
        public Instant load() {
            return city.note(name)
                    .map(Instant::parse)
                    .orElseGet(() -> city.yearStart(city.now().year()));
        }

        @Override
        public void save(Instant position) {
            city.putNote(name, position.toString());
        }
    }
}
