/** Files that are read again when they change. */
@NullMarked
package org.citygauge.gateway.watch;

import org.jspecify.annotations.NullMarked;
