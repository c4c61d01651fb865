package org.citygauge.gateway.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;

/**
 * What the sensors of the sample city say, as a function of time: asked twice, they say the same, so that a run that goes on where
 * another stopped fits it.
 */
public final class SimulatedSensors {
    private static final Duration BACKFILL = Duration.ofHours(36);
    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<SimulatedSensor> sensors;
    private final String cityId;

    /** A message a sensor publishes. */
    public record Publication(Instant time, String topic, String payload) {}

    /** @param seed tells one city's weather from another's */
    public SimulatedSensors(Register register, String cityId, long seed) {
        this.cityId = cityId;
        this.sensors = register.sensors().stream()
                .filter(sensor -> !sensor.id().equals(DemoCity.SILENT_BAY))
                .map(sensor -> new SimulatedSensor(
                        sensor,
                        register.asset(sensor.asset()).orElseThrow().assetClass(),
                        register.asset(sensor.asset()).orElseThrow().weight(),
                        seed))
                .toList();
    }

    /** What was said in the hours before {@code now}, but not before the year began; in order of time. */
    public List<Publication> backfill(Instant yearStart, Instant now) {
        Instant from = now.minus(BACKFILL).isBefore(yearStart) ? yearStart : now.minus(BACKFILL);
        var publications = new ArrayList<Publication>();
        for (SimulatedSensor sensor : sensors) {
            Duration step = longer(sensor.sensor().expectedInterval(), HOUR);
            for (Instant at = from; at.isBefore(now); at = at.plus(step)) {
                publications.add(publication(sensor, at, step));
            }
            publications.add(publication(sensor, now.minusSeconds(1), Duration.ofSeconds(1)));
        }
        publications.sort(Comparator.comparing(Publication::time));
        return publications;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** What is said from {@code from} to before {@code to}; each sensor speaks more often than it has to, so that the demo moves. */
    public List<Publication> due(Instant from, Instant to) {
        var publications = new ArrayList<Publication>();
        for (SimulatedSensor sensor : sensors) {
            long step = Math.min(
                    AT_MOST.toMillis(), sensor.sensor().expectedInterval().toMillis());
            long phase = Math.floorMod(sensor.sensor().id().hashCode(), step);
            long first = Math.ceilDiv(from.toEpochMilli() - phase, step) * step + phase;
            for (long at = first; at < to.toEpochMilli(); at += step) {
                publications.add(publication(sensor, Instant.ofEpochMilli(at), Duration.ofMillis(step)));
            }
        }
        publications.sort(Comparator.comparing(Publication::time));
        return publications;
    }

    private Publication publication(SimulatedSensor simulated, Instant at, Duration since) {
        Sensor sensor = simulated.sensor();
        BigDecimal value = simulated.value(at, since);
        return new Publication(
                at,
                "city/" + cityId + "/" + simulated.assetClass() + "/" + sensor.id(),
                "{\"time\":" + at.toEpochMilli() + ",\"value\":" + value.toPlainString() + ",\"quantity\":\""
                        + sensor.quantity() + "\",\"unit\":\"" + sensor.unit() + "\"}");
    }

    static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
    }
}
