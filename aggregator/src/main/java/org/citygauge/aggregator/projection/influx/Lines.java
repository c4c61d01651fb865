package org.citygauge.aggregator.projection.influx;

import java.util.ArrayList;
import java.util.List;

/** Lines on their way to a bucket, so many a request. */
final class Lines {
    static final int A_REQUEST = 5_000;

    private final PointSink sink;
    private final List<String> waiting = new ArrayList<>();
    private long refused;
    private long count;

    Lines(PointSink sink) {
        this.sink = sink;
    }

    /** @throws NotWritten if a full request could not be written */
    void add(String line) {
        waiting.add(line);
        if (waiting.size() >= A_REQUEST) {
            flush();
        }
    }

    /** @throws NotWritten if the rest could not be written */
    void flush() {
        Written written = sink.write(waiting);
        if (!(written instanceof Written.There(long setAside))) {
            throw new NotWritten(written);
        }
        refused += setAside;
        count += waiting.size();
        waiting.clear();
    }

    /** How many were flushed. */
    long count() {
        return count;
    }

    /** What was flushed. */
    Written written() {
        return new Written.There(refused);
    }
}
