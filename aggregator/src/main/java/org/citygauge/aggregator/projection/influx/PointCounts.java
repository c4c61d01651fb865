package org.citygauge.aggregator.projection.influx;

import java.util.concurrent.atomic.LongAdder;
import org.citygauge.aggregator.projection.ProjectionCounts;

/** What was written and what failed, since the start. Safe for use by many threads. */
final class PointCounts {
    private final LongAdder written = new LongAdder();
    private final LongAdder setAside = new LongAdder();
    private final LongAdder away = new LongAdder();
    private final LongAdder denied = new LongAdder();

    void written(long points, long refused) {
        written.add(points);
        setAside.add(refused);
    }

    void failed(Written how) {
        switch (how) {
            case Written.There there -> {}
            case Written.Away why -> away.increment();
            case Written.Denied why -> denied.increment();
        }
    }

    ProjectionCounts now() {
        return new ProjectionCounts(written.sum(), setAside.sum(), away.sum(), denied.sum());
    }
}
