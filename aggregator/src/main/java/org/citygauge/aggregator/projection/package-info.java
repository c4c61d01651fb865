/** Copies of the numbers in other systems: at least once, idempotent, and rebuilt whenever asked. */
@NullMarked
package org.citygauge.aggregator.projection;

import org.jspecify.annotations.NullMarked;
