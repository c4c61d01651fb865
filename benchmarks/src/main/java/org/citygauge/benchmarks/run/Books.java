package org.citygauge.benchmarks.run;

/** What a gateway's books say. */
public record Books(long messages, long pending, long stored, long rejected) {

    /** Whether everything received was taken in, and so many readings are stored. */
    boolean complete(long readings) {
        return pending == 0 && stored >= readings;
    }
}
