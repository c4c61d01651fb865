package org.citygauge.aggregator.projection.influx;

import java.util.Optional;
import org.citygauge.aggregator.projection.Note;

/** A note that lasts as long as the test. */
final class MemoryNote implements Note {
    private volatile Optional<String> text = Optional.empty();

    @Override
    public Optional<String> read() {
        return text;
    }

    @Override
    public void write(String newText) {
        text = Optional.of(newText);
    }
}
