package org.citygauge.aggregator.projection.influx;

/** What became of an attempt to write points. */
sealed interface Written {
    /** All are there, but for {@code setAside} that the server will never take. */
    record There(long setAside) implements Written {}

    /** The server cannot be reached or is not well; it will be. */
    record Away(String why) implements Written {}

    /** The server is there and says no; somebody has to do something. */
    record Denied(String why) implements Written {}
}
