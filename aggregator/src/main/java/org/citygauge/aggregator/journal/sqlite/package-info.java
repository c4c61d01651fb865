/** The journal as SQLite files: nothing to install, files an operator can open and copy. */
@NullMarked
package org.citygauge.aggregator.journal.sqlite;

import org.jspecify.annotations.NullMarked;
