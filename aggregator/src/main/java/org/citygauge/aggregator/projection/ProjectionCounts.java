package org.citygauge.aggregator.projection;

/**
 * What a projection did since the gateway started.
 *
 * @param written points that are there
 * @param setAside points the other system refused for good, at most: in large numbers they are not counted one by one
 * @param away attempts that failed because it could not be reached, or was not well
 * @param denied attempts it said no to, so that somebody has to do something
 */
public record ProjectionCounts(long written, long setAside, long away, long denied) {}
