/** The wiring: which parts a running gateway has, in which order they start and stop. */
@NullMarked
package org.citygauge.gateway.run;

import org.jspecify.annotations.NullMarked;
