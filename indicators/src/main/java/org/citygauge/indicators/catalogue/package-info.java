/** The indicators of a standard and of a city, loaded whole and checked whole. */
@NullMarked
package org.citygauge.indicators.catalogue;

import org.jspecify.annotations.NullMarked;
