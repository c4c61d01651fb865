package org.citygauge.aggregator.archive;

/** The archive cannot write or read at the moment: hold on, and try again. */
public class ArchiveUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ArchiveUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
