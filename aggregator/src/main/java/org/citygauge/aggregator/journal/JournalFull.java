package org.citygauge.aggregator.journal;

/** The journal has no room, or its disk has none: hold publishers back and offer the message again later. */
public class JournalFull extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalFull(String message) {
        super(message);
    }

    public JournalFull(String message, Throwable cause) {
        super(message, cause);
    }
}
