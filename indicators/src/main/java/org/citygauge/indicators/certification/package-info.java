/** How far a year is on the way to a certificate. */
@NullMarked
package org.citygauge.indicators.certification;

import org.jspecify.annotations.NullMarked;
