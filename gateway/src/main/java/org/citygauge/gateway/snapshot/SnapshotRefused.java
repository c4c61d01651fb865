package org.citygauge.gateway.snapshot;

/** No package is made now, and the message says why. */
public final class SnapshotRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SnapshotRefused(String problem) {
        super(problem);
    }
}
