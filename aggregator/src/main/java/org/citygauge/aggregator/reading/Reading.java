package org.citygauge.aggregator.reading;

/**
 * One value a sensor reported, kept as sent.
 *
 * @param series whose value it is
 * @param timeMicros when it was measured, in microseconds since the epoch
 * @param value what was measured
 * @param unit the unit as sent, or empty
 * @param id tells apart two events of one sensor at one instant; at most {@value #MAX_ID} characters, mostly empty
 * @param revision 0, or higher for a corrected value of the same identity
 * @param receiptTime whether the time is ours, because the device sent none
 */
public record Reading(
        SeriesKey series, long timeMicros, Decimal value, String unit, String id, long revision, boolean receiptTime) {
    public static final int MAX_ID = 64;
}
