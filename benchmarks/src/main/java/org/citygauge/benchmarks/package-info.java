/** JMH benchmarks: what the parts cost. */
@NullMarked
package org.citygauge.benchmarks;

import org.jspecify.annotations.NullMarked;
