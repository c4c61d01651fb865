package org.citygauge.aggregator.evaluation;

import org.citygauge.aggregator.register.Sensor;

/**
 * What one row of the register gave in a year, as far as any measure can be made of it.
 *
 * @param contribution in the sensor's own unit
 * @param lastHeardMicros when it was heard last within its validity; {@link Long#MIN_VALUE} if never
 * @param trace of its readings
 */
public record SensorRecord(Sensor sensor, Contribution contribution, long lastHeardMicros, SensorTrace trace) {}
