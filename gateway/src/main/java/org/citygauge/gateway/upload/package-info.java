/** Tables of figures that people fill in: the template, the reading of what comes back, and what it would change. */
@NullMarked
package org.citygauge.gateway.upload;

import org.jspecify.annotations.NullMarked;
