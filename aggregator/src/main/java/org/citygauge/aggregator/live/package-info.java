/** What the outside may ask, and hear, of a running city. */
@NullMarked
package org.citygauge.aggregator.live;

import org.jspecify.annotations.NullMarked;
