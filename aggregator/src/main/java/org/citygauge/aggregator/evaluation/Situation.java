package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;

/**
 * Everything a year's measures are made of, at one instant.
 *
 * @param year named by its first day
 * @param span the whole year
 * @param reference the instant it is evaluated for; what happens at it or later does not count
 * @param liveFactor a sensor is live for so many of its expected intervals
 */
record Situation(
        int year, Span span, Instant reference, Register register, Figures figures, SensorFacts facts, int liveFactor) {

    boolean inService(Asset asset) {
        return asset.inService().holdsUntil(reference);
    }

    /** Whether one of the asset's sensors proved live. */
    boolean live(Asset asset) {
        return register.onAsset(asset.id()).stream().anyMatch(this::live);
    }

    boolean live(Sensor sensor) {
        if (!sensor.validity().holdsUntil(reference)) {
            return false;
        }
        Duration window = sensor.expectedInterval().multipliedBy(liveFactor);
        return facts.lastHeard(sensor)
                .filter(last -> last.isAfter(reference.minus(window)))
                .isPresent();
    }

    /** Whether a row of the register speaks for its sensor in some part of the year up to now. */
    boolean speaks(Sensor sensor) {
        return sensor.validity()
                .overlaps(new Span(span.from(), reference.isAfter(span.from()) ? reference : span.to()));
    }

    SensorCount count(List<Sensor> sensors) {
        int live = 0;
        int never = 0;
        for (Sensor sensor : sensors) {
            live += live(sensor) ? 1 : 0;
            never += facts.lastHeard(sensor).isEmpty() ? 1 : 0;
        }
        return new SensorCount(sensors.size(), live, never);
    }

    /** The mean over the sensors; empty where none of them has one. */
    Optional<BigDecimal> completeness(List<Sensor> sensors) {
        BigDecimal sum = BigDecimal.ZERO;
        int count = 0;
        for (Sensor sensor : sensors) {
            Optional<BigDecimal> one = facts.contribution(sensor).completeness();
            if (one.isPresent()) {
                sum = sum.add(one.get());
                count++;
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64));
    }

    Set<Flag> flags(List<Sensor> sensors) {
        var flags = EnumSet.noneOf(Flag.class);
        sensors.forEach(
                sensor -> flags.addAll(facts.contribution(sensor).flags().keySet()));
        return flags;
    }
}
