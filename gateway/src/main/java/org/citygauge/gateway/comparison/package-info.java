/** Indicators of two years, or of two cities, side by side. */
@NullMarked
package org.citygauge.gateway.comparison;

import org.jspecify.annotations.NullMarked;
