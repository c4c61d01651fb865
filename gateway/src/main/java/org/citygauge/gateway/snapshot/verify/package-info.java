/** Checks a package without server and data folder, trusting nothing in it. */
@NullMarked
package org.citygauge.gateway.snapshot.verify;

import org.jspecify.annotations.NullMarked;
