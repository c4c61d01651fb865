/** The entered figures of the city, read from their file. */
@NullMarked
package org.citygauge.gateway.figures;

import org.jspecify.annotations.NullMarked;
