package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.citygauge.aggregator.register.Sensor;

/** The sensors behind one measure, gone through once: how many live, how complete, what is remarkable. */
final class BoundSensors {
    private final Situation situation;
    private final List<Sensor> sensors = new ArrayList<>();
    private final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    /** How many slots are filled, and by how many sensors, for each number of slots that were expected. */
    private final Map<Long, long[]> filledByExpected = new TreeMap<>();

    private int live;
    private int never;

    BoundSensors(Situation situation) {
        this.situation = situation;
    }

    /** Adds a sensor; what it gave. */
    Contribution add(Sensor sensor) {
        Contribution contribution = situation.facts().contribution(sensor);
        sensors.add(sensor);
        live += situation.live(sensor) ? 1 : 0;
        never += situation.facts().lastHeard(sensor) == Long.MIN_VALUE ? 1 : 0;
        flags.addAll(contribution.flags().keySet());
        if (contribution.expectedSlots() > 0) {
            long[] slots = filledByExpected.computeIfAbsent(contribution.expectedSlots(), key -> new long[2]);
            slots[0] += contribution.filledSlots();
            slots[1]++;
        }
        return contribution;
    }

    boolean isEmpty() {
        return sensors.isEmpty();
    }

    List<Sensor> sensors() {
        return sensors;
    }

    Set<Flag> flags() {
        return flags;
    }

    void flag(Flag flag) {
        flags.add(flag);
    }

    SensorCount count() {
        return new SensorCount(sensors.size(), live, never);
    }

    /** The mean over the sensors; empty where none of them has one. */
    Optional<BigDecimal> completeness() {
        BigDecimal sum = BigDecimal.ZERO;
        long count = 0;
        for (Map.Entry<Long, long[]> slots : filledByExpected.entrySet()) {
            BigDecimal filled = BigDecimal.valueOf(slots.getValue()[0]);
            sum = sum.add(filled.divide(BigDecimal.valueOf(slots.getKey()), MathContext.DECIMAL128));
            count += slots.getValue()[1];
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64));
    }
}
