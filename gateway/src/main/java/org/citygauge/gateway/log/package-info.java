/** How much is said in the log. */
@NullMarked
package org.citygauge.gateway.log;

import org.jspecify.annotations.NullMarked;
