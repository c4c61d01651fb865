package org.citygauge.gateway.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The readings of a town's devices over the last weeks, in the order they are sent: mostly in order of time, some late, some twice,
 * now and then rubbish. Endless, and the same for the same seed and end. For one thread.
 */
final class Feed {
    private static final Duration PAST = Duration.ofDays(40);
    private static final int REMEMBERED = 1_000;

    private final Random random;
    private final long end;
    private final Map<String, Long> newest = new LinkedHashMap<>();
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final List<String> sensors;
    private final Set<String> known = new HashSet<>();
    private final List<Sent> recent = new ArrayList<>();

    /** @param end all its readings are older than this */
    Feed(List<String> sensors, Random random, Instant end) {
        this.sensors = sensors;
        this.random = random;
        this.end = ChronoUnit.MICROS.between(Instant.EPOCH, end);
        sensors.forEach(sensor -> newest.put(sensor, this.end - PAST.toNanos() / 1_000));
    }

    Sent next() {
        int dice = random.nextInt(1_000);
        if (dice < 2) {
            return new Sent("", 0, "");
        }
        if (dice < 40 && !recent.isEmpty()) {
            return recent.get(random.nextInt(recent.size()));
        }
        Sent fresh = fresh(dice < 140);
        while (!known.add(fresh.identity())) {
            fresh = fresh(true);
        }
        if (recent.size() < REMEMBERED) {
            recent.add(fresh);
        } else {
            recent.set(random.nextInt(REMEMBERED), fresh);
        }
        return fresh;
    }

    private Sent fresh(boolean late) {
        String sensor = sensors.get(random.nextInt(sensors.size()));
        long last = newest.get(sensor);
        long time = late
                ? last - random.nextLong(Duration.ofDays(3).toNanos() / 1_000)
                : last + 1_000_000 + random.nextLong(120_000_000);
        if (time >= end) {
            time = end - 1 - random.nextLong(PAST.toNanos() / 1_000);
        }
        newest.merge(sensor, time, Math::max);
        return new Sent(sensor, time, value(sensor));
    }

    private String value(String sensor) {
        if (sensor.startsWith("meter")) {
            long growth = random.nextInt(5_000);
            long now = counters.merge(sensor, growth, (before, more) -> random.nextInt(400) == 0 ? 0 : before + more);
            return now / 1_000 + "." + "%03d".formatted(now % 1_000);
        }
        return sensor.startsWith("bay")
                ? Integer.toString(random.nextInt(2))
                : random.nextInt(40) + "." + random.nextInt(1_000);
    }
}
