/** The tables of a package: what their columns mean, and how they are written and read. */
@NullMarked
package org.citygauge.gateway.snapshot.table;

import org.jspecify.annotations.NullMarked;
