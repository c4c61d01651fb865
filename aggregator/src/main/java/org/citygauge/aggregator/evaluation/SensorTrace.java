package org.citygauge.aggregator.evaluation;

import java.time.Duration;

/**
 * What can be said of the readings of one row of the register in a year without looking at them again.
 *
 * @param gaps runs of slots that hold no reading; a slot as completeness has it
 * @param longest the longest of them, whole slots long; zero without gaps
 * @param readings how many there are, also those of a unit that does not fit
 * @param sha256 of a line {@code micros,value,unit,id,revision} for each of them, in order of time and id, hexadecimal: the time in
 *     microseconds since the epoch, the value as a plain decimal, the line ended by a line feed
 */
public record SensorTrace(long gaps, Duration longest, long readings, String sha256) {}
