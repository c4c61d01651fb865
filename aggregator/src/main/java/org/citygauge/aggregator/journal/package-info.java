/** Where messages become safe: the port, and what it carries. */
@NullMarked
package org.citygauge.aggregator.journal;

import org.jspecify.annotations.NullMarked;
