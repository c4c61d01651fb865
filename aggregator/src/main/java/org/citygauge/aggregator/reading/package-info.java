/** What a sensor said, as it said it. */
@NullMarked
package org.citygauge.aggregator.reading;

import org.jspecify.annotations.NullMarked;
