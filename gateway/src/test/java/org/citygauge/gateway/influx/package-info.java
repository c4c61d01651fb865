/** A whole gateway beside a real InfluxDB. */
@NullMarked
package org.citygauge.gateway.influx;

import org.jspecify.annotations.NullMarked;
