/** A load generator: devices that publish as fast as they are told, and count exactly what was acknowledged. */
@NullMarked
package org.citygauge.gateway.simulate;

import org.jspecify.annotations.NullMarked;
