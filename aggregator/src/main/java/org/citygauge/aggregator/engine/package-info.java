/** The fold of the journal: what a message does to books, sets and dead letters. */
@NullMarked
package org.citygauge.aggregator.engine;

import org.jspecify.annotations.NullMarked;
