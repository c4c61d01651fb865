/** What changed between two packages, and why. */
@NullMarked
package org.citygauge.gateway.snapshot.diff;

import org.jspecify.annotations.NullMarked;
