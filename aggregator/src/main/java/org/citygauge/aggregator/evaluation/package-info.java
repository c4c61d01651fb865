/** From sensors, register and figures to measures and indicators at an instant. */
@NullMarked
package org.citygauge.aggregator.evaluation;

import org.jspecify.annotations.NullMarked;
