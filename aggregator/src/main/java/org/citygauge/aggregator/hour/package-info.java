/** Hours of city time, and the sets of readings in them. */
@NullMarked
package org.citygauge.aggregator.hour;

import org.jspecify.annotations.NullMarked;
