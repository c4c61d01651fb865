package org.citygauge.aggregator.live;

/** So many questions that take long are being answered or wait that another has to come again later. */
public final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1;

    Busy() {
        super("too many years are being evaluated already");
    }
}
