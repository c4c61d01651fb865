package org.citygauge.aggregator.projection;

/** Takes points that another system refuses for what they are. */
@FunctionalInterface
public interface RefusedPoints {
    /** Nobody cares. */
    RefusedPoints NOBODY = (bucket, line, why) -> {};

    /**
     * One of them. May block for a moment.
     *
     * @param bucket where it was to go
     * @param line as it was sent
     * @param why as the other system said
     */
    void refused(String bucket, String line, String why);
}
