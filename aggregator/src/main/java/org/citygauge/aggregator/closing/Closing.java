package org.citygauge.aggregator.closing;

import java.time.Instant;

/**
 * The act of closing a year, or of restating one that was closed before.
 *
 * @param number counts the closings of the city, over all its years, from 1
 * @param year the reporting year
 * @param revision counts those of this year, from 1
 * @param time when it was closed
 * @param actor who closed it
 * @param reason why it was restated; empty for the first revision
 */
public record Closing(int number, int year, int revision, Instant time, String actor, String reason) {
    public Closing {
        if (number < 1 || revision < 1) {
            throw new IllegalArgumentException("closings and revisions count from 1");
        }
        if (revision > 1 && reason.isBlank()) {
            throw new IllegalArgumentException("a restatement needs a reason");
        }
    }
}
