package org.citygauge.gateway.ledger;

import java.util.Locale;

/** What the newest step left a figure in. */
public enum FigureState {
    /** Somebody works on it. */
    DRAFT,
    /** It waits for the approver. */
    SUBMITTED,
    /** It counts. */
    APPROVED,
    /** The approver wants something changed. */
    RETURNED,
    /** It was taken back. */
    WITHDRAWN;

    /** The name in JSON and CSV, such as {@code draft}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
