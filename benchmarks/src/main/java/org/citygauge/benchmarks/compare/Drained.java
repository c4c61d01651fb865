package org.citygauge.benchmarks.compare;

/**
 * One drain of a backlog.
 *
 * @param perSecond messages, from the first that came to the last that was done with
 * @param cpuMicros processor time of the contestant for a message, over the same time
 */
record Drained(double perSecond, double cpuMicros) {
    static Drained of(long messages, double seconds, double cpuSeconds) {
        return new Drained(messages / seconds, cpuSeconds * 1e6 / messages);
    }
}
