package org.citygauge.aggregator.evaluation;

/**
 * The sensors behind a number.
 *
 * @param bound rows of the register that feed it
 * @param live of these, proved live at the reference instant
 * @param neverReported of these, without any reading before it
 */
public record SensorCount(int bound, int live, int neverReported) {
    public static final SensorCount NONE = new SensorCount(0, 0, 0);
}
