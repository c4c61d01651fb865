/** Years that are closed: what was frozen with them. */
@NullMarked
package org.citygauge.aggregator.closing;

import org.jspecify.annotations.NullMarked;
