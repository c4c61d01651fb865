/** The archive in SQLite files. */
@NullMarked
package org.citygauge.aggregator.archive.sqlite;

import org.jspecify.annotations.NullMarked;
