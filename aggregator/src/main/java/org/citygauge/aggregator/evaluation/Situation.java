package org.citygauge.aggregator.evaluation;

import java.time.Instant;
import java.util.Collection;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.reading.MicroTime;
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
 * @param carriesForward whether a level of an earlier year may stand in for one that is missing
 */
record Situation(
        int year,
        Span span,
        Instant reference,
        Register register,
        Figures figures,
        SensorFacts facts,
        int liveFactor,
        boolean carriesForward) {

    boolean inService(Asset asset) {
        return asset.inService().holdsUntil(reference);
    }

    /** Whether one of the asset's sensors proved live. */
    boolean live(Asset asset) {
        return register.onAsset(asset.id()).stream().anyMatch(this::live);
    }

    boolean live(Sensor sensor) {
        return sensor.validity().holdsUntil(reference) && facts.lastHeard(sensor) > liveAfter(sensor);
    }

    private long liveAfter(Sensor sensor) {
        return MicroTime.of(reference) - sensor.expectedInterval().toNanos() / 1_000 * liveFactor;
    }

    /** The part of the year up to now; the whole of it before it has begun. */
    Span soFar() {
        return new Span(span.from(), reference.isAfter(span.from()) ? reference : span.to());
    }

    SensorCount count(Collection<Sensor> sensors) {
        int live = 0;
        int never = 0;
        for (Sensor sensor : sensors) {
            live += live(sensor) ? 1 : 0;
            never += facts.lastHeard(sensor) == Long.MIN_VALUE ? 1 : 0;
        }
        return new SensorCount(sensors.size(), live, never);
    }
}
