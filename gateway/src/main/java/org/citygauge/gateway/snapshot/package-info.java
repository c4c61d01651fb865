/** The year as a package: made by a running gateway, one at a time. */
@NullMarked
package org.citygauge.gateway.snapshot;

import org.jspecify.annotations.NullMarked;
