package org.citygauge.gateway.metric;

/** Takes the times messages waited for their acknowledgement. Safe for use by many threads. */
@FunctionalInterface
public interface AckRecorder {
    /**
     * @param nanos from receipt to acknowledgement
     * @param messages how many waited so long, together
     */
    void acknowledged(long nanos, int messages);
}
