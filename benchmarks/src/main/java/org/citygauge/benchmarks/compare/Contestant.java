package org.citygauge.benchmarks.compare;

import org.citygauge.benchmarks.peer.Mosquitto;

/** Somebody who drains a backlog. */
@FunctionalInterface
interface Contestant {
    /** Drains it and leaves nothing running. */
    Drained drain(Bench bench, Mosquitto broker, int messages) throws Exception;
}
