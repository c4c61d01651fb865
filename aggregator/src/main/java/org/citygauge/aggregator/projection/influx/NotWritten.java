package org.citygauge.aggregator.projection.influx;

/** Points could not be written: ends going through what was to be written with them. */
final class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Written how;

    NotWritten(Written how) {
        super("not written: " + how, null, false, false);
        this.how = how;
    }

    Written how() {
        return how;
    }
}
