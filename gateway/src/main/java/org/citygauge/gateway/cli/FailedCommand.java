package org.citygauge.gateway.cli;

/** A command failed, and its message tells the user all about it. */
final class FailedCommand extends Exception {
    private static final long serialVersionUID = 1;

    FailedCommand(String message) {
        super(message);
    }
}
