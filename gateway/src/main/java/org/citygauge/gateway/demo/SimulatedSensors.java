package org.citygauge.gateway.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
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
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

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

    /** Where {@link #backfill} begins. */
    public Instant backfillFrom(Instant yearStart, Instant now) {
        return now.minus(BACKFILL).isBefore(yearStart) ? yearStart : now.minus(BACKFILL);
    }

    /** What was said in the hours before {@code now}, but not before the year began; in order of time. */
    public List<Publication> backfill(Instant yearStart, Instant now) {
        Instant from = backfillFrom(yearStart, now);
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

    /**
     * What was said from {@code from} to before {@code to}, day by day and sensor by sensor; a message holds what a sensor said in a
     * day. Made while it is gone through, as a year of it is long.
     */
    public Iterator<Publication> history(Instant from, Instant to) {
        return Stream.iterate(from, day -> day.isBefore(to), day -> day.plus(DAY))
                .flatMap(day -> sensors.stream().map(sensor -> day(sensor, day, earlier(day.plus(DAY), to))))
                .iterator();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Publication day(SimulatedSensor simulated, Instant from, Instant to) {
        Duration step = longer(simulated.sensor().expectedInterval(), HOUR);
        long millis = step.toMillis();
        var said = new ArrayList<String>();
        for (long at = Math.ceilDiv(from.toEpochMilli(), millis) * millis; at < to.toEpochMilli(); at += millis) {
            said.add(publication(simulated, Instant.ofEpochMilli(at), step).payload());
        }
        said.add(publication(simulated, to.minusSeconds(1), SECOND).payload()); // so that it is live when a year ends
        return new Publication(from, topic(simulated), said.toString());
    }

    private String topic(SimulatedSensor simulated) {
        return "city/" + cityId + "/" + simulated.assetClass() + "/"
                + simulated.sensor().id();
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
                topic(simulated),
                "{\"time\":" + at.toEpochMilli() + ",\"value\":" + value.toPlainString() + ",\"quantity\":\""
                        + sensor.quantity() + "\",\"unit\":\"" + sensor.unit() + "\"}");
    }

    static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
    }
}
