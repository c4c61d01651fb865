/** The sample city, and what its sensors say. */
@NullMarked
package org.citygauge.gateway.demo;

import org.jspecify.annotations.NullMarked;
