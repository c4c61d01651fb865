/** What people say and decide, with who, when and why; nothing is overwritten. */
@NullMarked
package org.citygauge.gateway.ledger;

import org.jspecify.annotations.NullMarked;
