package org.citygauge.gateway.ledger;

/** The ledger does not take something; nothing has changed. */
public final class LedgerRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What stands against it. */
    public enum Reason {
        /** There is no such thing. */
        UNKNOWN,
        /** This caller may not do it. */
        FORBIDDEN,
        /** It does not go together with how things are. */
        CONFLICT,
        /** What was given cannot be used. */
        UNUSABLE
    }

    private final Reason reason;

    public LedgerRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
