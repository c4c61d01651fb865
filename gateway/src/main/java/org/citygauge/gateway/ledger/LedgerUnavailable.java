package org.citygauge.gateway.ledger;

/** The file of the ledger cannot be read or written: a full disk, no right to it, damage. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
