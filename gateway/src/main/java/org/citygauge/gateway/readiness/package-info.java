/** What a year still needs before it can be certified. */
@NullMarked
package org.citygauge.gateway.readiness;

import org.jspecify.annotations.NullMarked;
