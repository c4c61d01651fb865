/** The city's CSV files, row by row. */
@NullMarked
package org.citygauge.gateway.table;

import org.jspecify.annotations.NullMarked;
