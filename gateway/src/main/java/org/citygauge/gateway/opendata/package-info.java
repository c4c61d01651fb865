/** The indicators as the table that cities publish. */
@NullMarked
package org.citygauge.gateway.opendata;

import org.jspecify.annotations.NullMarked;
