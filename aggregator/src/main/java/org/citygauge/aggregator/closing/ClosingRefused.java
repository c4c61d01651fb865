package org.citygauge.aggregator.closing;

/** A year cannot be closed, or not be restated, as things are. */
public final class ClosingRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ClosingRefused(String message) {
        super(message);
    }
}
