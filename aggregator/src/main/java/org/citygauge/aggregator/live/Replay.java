package org.citygauge.aggregator.live;

/**
 * What replaying dead letters did.
 *
 * @param mended letters that are gone because they could now be used
 * @param kept letters that are still unusable
 */
public record Replay(long mended, long kept) {}
