package org.citygauge.aggregator.engine;

/**
 * What replaying dead letters did.
 *
 * @param mended letters that are gone because they could now be used
 * @param kept letters that are still unusable
 */
public record Replay(long mended, long kept) {
    public Replay plus(Replay more) {
        return new Replay(mended + more.mended, kept + more.kept);
    }
}
