/** JMH benchmarks. */
@NullMarked
package org.citygauge.benchmarks;

import org.jspecify.annotations.NullMarked;
