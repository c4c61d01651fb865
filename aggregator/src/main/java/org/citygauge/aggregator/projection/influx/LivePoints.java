package org.citygauge.aggregator.projection.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.indicators.catalogue.IndicatorNumber;

/** The newest state of each indicator that changed and is not written yet. Safe for use by many threads. */
final class LivePoints {
    private final Map<IndicatorNumber, IndicatorState> waiting = new TreeMap<>();

    synchronized void add(List<IndicatorState> changed) {
        changed.forEach(state -> waiting.put(state.indicator().number(), state));
    }

    synchronized List<IndicatorState> take() {
        var taken = new ArrayList<>(waiting.values());
        waiting.clear();
        return taken;
    }

    /** What could not be written waits again, unless there is something newer. */
    synchronized void putBack(List<IndicatorState> unwritten) {
        unwritten.forEach(state -> waiting.putIfAbsent(state.indicator().number(), state));
    }
}
