/** A year as a file: written by a running gateway, checked by anybody without one. */
@NullMarked
package org.citygauge.gateway.snapshot;

import org.jspecify.annotations.NullMarked;
