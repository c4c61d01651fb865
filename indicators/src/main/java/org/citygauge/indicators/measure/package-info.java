/** What a city counts: measures, their units, and where their values come from. */
@NullMarked
package org.citygauge.indicators.measure;

import org.jspecify.annotations.NullMarked;
