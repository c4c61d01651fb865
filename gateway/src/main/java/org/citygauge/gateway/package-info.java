/** The entry point. */
@NullMarked
package org.citygauge.gateway;

import org.jspecify.annotations.NullMarked;
