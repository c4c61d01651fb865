package org.citygauge.benchmarks.compare;

import java.util.List;

/** Some rows of the table. Leaves nothing running. */
interface Part {
    List<Row> measure(Bench bench) throws Exception;
}
