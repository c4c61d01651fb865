/** The container of a package: a BagIt bag (RFC 8493) in a zip, signed. Knows nothing of what is in it. */
@NullMarked
package org.citygauge.gateway.snapshot.bag;

import org.jspecify.annotations.NullMarked;
