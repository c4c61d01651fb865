/** What the parts of the gateway say of themselves. */
@NullMarked
package org.citygauge.gateway.health;

import org.jspecify.annotations.NullMarked;
