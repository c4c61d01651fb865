package org.citygauge.gateway.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.aggregator.projection.ProjectionPosition;
import org.citygauge.aggregator.projection.influx.Bucket;
import org.citygauge.aggregator.projection.influx.InfluxProjection;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.health.Health;
import org.citygauge.gateway.health.HealthChecks;

/** Joins a city and the InfluxDB it is copied to. */
final class InfluxWiring {
    private static final String SENSORS = "influx sensors";

    private InfluxWiring() {}

    /** The city is copied to no InfluxDB for the time being. */
    static void none(LiveCity city) {
        city.forgetSensorHours(SENSORS);
    }

    static InfluxProjection start(
            Configuration.Influx influx, String cityId, LiveCity city, HealthChecks health, InstantSource clock) {
        String target = influx.url() + " " + influx.org() + " " + influx.bucket();
        var projection = new InfluxProjection(
                new Bucket(influx.url(), influx.org(), influx.bucket(), influx.token()),
                new InfluxProjection.Source(
                        cityId,
                        city::forEachHour,
                        city.sensorHours(SENSORS, target),
                        () -> GatewayStates.of(city, clock)),
                new Position(city, "influx " + target),
                clock);
        city.onChange(projection::accept);
        city.onPastChange(projection::dirtyFrom);
        health.add("influx", () -> {
            Map<String, Object> detail = Map.of(
                    "lagSeconds",
                    projection.lag().toSeconds(),
                    "setAside",
                    projection.setAside(),
                    "lastError",
                    projection.lastError().orElse(""));
            return projection.lastError().isPresent() ? Health.degraded(detail) : Health.ok(detail);
        });
        projection.start();
        // What changed just before a crash may not have been noted: the year is written again, which changes nothing
        // else.
        projection.dirtyFrom(city.yearStart(city.now().year()));
        projection.accept(city.now().indicators());
        return projection;
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
