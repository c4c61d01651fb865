package org.citygauge.aggregator.reading;

/**
 * What tells one run of readings from another: the sensor and the quantity, both as sent.
 *
 * @param sensor the id of the sensor, never blank
 * @param quantity the quantity the message named, or empty
 */
public record SeriesKey(String sensor, String quantity) {
    public static final int MAX_LENGTH = 256;

    public SeriesKey {
        if (sensor.isBlank()) {
            throw new IllegalArgumentException("a reading without a sensor");
        }
    }
}
