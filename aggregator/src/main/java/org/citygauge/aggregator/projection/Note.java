package org.citygauge.aggregator.projection;

import java.util.Optional;

/** A few words that survive a restart. */
public interface Note {
    /** Empty if nothing was ever written. */
    Optional<String> read();

    /** Safe when it returns. */
    void write(String text);
}
