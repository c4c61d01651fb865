/** Where hours, books and dead letters are kept: the port, and the view of it that readers share. */
@NullMarked
package org.citygauge.aggregator.archive;

import org.jspecify.annotations.NullMarked;
