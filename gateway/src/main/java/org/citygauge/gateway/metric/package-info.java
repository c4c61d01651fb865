/** The numbers an operator's monitoring reads. */
@NullMarked
package org.citygauge.gateway.metric;

import org.jspecify.annotations.NullMarked;
