package org.citygauge.gateway.backup;

/** No backup is begun, for a reason that passes. */
public final class BackupRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is in the way. */
    public enum Reason {
        /** Another one is being made. */
        UNDER_WAY,
        /** The disk has no room for a copy. */
        NO_ROOM
    }

    private final Reason reason;
    private final String problem;

    BackupRefused(Reason reason, String problem) {
        super(problem, null, false, false);
        this.reason = reason;
        this.problem = problem;
    }

    /** What is in the way, in words for whoever asked. */
    public String problem() {
        return problem;
    }

    public Reason reason() {
        return reason;
    }
}
