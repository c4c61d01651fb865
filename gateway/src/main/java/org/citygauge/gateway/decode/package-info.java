/** From messages to readings. */
@NullMarked
package org.citygauge.gateway.decode;

import org.jspecify.annotations.NullMarked;
