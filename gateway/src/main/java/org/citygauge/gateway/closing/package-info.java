/** Closed years in the ledger: how what is frozen is written down, and read back. */
@NullMarked
package org.citygauge.gateway.closing;

import org.jspecify.annotations.NullMarked;
