package org.citygauge.gateway.load;

/** A file that cannot be used at all; says why, by file and line. */
final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableFile(String message) {
        super(message);
    }
}
