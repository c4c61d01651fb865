/** The comparisons: each part measures some rows of one table. */
@NullMarked
package org.citygauge.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
