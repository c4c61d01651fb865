/** The indicators as points in InfluxDB. */
@NullMarked
package org.citygauge.aggregator.projection.influx;

import org.jspecify.annotations.NullMarked;
