package org.citygauge.indicators.catalogue;

/** In which direction an indicator improves. */
public enum Better {
    HIGHER,
    LOWER,
    /** Neither way is better in itself, or it is contested. */
    NEUTRAL
}
