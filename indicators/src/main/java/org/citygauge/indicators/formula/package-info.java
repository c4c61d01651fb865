/** How an indicator follows from its measures. */
@NullMarked
package org.citygauge.indicators.formula;

import org.jspecify.annotations.NullMarked;
