package org.citygauge.aggregator.evaluation;

import org.citygauge.aggregator.register.Sensor;

/** What is known of the sensors of a register at a reference instant, readings at or after it left aside. */
public interface SensorFacts {
    /** What a sensor gave from the start of the year, or of its validity, to the reference instant. */
    Contribution contribution(Sensor sensor);

    /** When a sensor was heard last within its validity, in microseconds; {@link Long#MIN_VALUE} if never. */
    long lastHeard(Sensor sensor);
}
