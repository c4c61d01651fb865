/** The city's assets and the sensors on them. */
@NullMarked
package org.citygauge.aggregator.register;

import org.jspecify.annotations.NullMarked;
