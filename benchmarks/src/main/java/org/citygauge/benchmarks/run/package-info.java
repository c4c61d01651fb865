/** Processes and folders of a comparison: started, watched, and gone afterwards. */
@NullMarked
package org.citygauge.benchmarks.run;

import org.jspecify.annotations.NullMarked;
