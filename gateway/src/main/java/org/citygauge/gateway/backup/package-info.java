/** Copies of the archive for those who ask for one. */
@NullMarked
package org.citygauge.gateway.backup;

import org.jspecify.annotations.NullMarked;
