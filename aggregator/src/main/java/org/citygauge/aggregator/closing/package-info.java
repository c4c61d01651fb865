/** Years that are closed: what was frozen with them, and what came for them since. */
@NullMarked
package org.citygauge.aggregator.closing;

import org.jspecify.annotations.NullMarked;
