/** Figures that people enter because no sensor knows them. */
@NullMarked
package org.citygauge.aggregator.figure;

import org.jspecify.annotations.NullMarked;
