package org.citygauge.aggregator.projection.influx;

import java.time.Duration;

/**
 * How fast the projection goes.
 *
 * @param tick how often it looks for something to do, and the least time between two live points of an indicator
 * @param health how often it tells how the gateway fares
 * @param rewind the least time between two rewrites of the past, so that a flood of late data does not rewrite it each time
 * @param retry how long to wait after the first failure; doubled with each further one
 * @param mostRetry the longest wait while the server cannot be reached
 * @param denied the wait when somebody has to do something first
 */
record Pace(Duration tick, Duration health, Duration rewind, Duration retry, Duration mostRetry, Duration denied) {
    Pace withHealth(Duration every) {
        return new Pace(tick, every, rewind, retry, mostRetry, denied);
    }

    static final Pace USUAL = new Pace(
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));
}
