/** Bare peers that the doors are measured against, and the broker and backlog they drain. */
@NullMarked
package org.citygauge.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
