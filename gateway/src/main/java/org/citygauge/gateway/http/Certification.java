package org.citygauge.gateway.http;

/** Judges how far a year is on the way to a certificate. */
@FunctionalInterface
public interface Certification {
    /**
     * @param counted indicators that have a value
     * @param total indicators there are
     */
    Standing assess(int year, int counted, int total);

    /**
     * Where the year stands.
     *
     * @param prerequisite what else a certificate asks for
     * @param ladder the level reached, in words that also say how sure that is
     */
    record Standing(String prerequisite, String ladder) {}
}
