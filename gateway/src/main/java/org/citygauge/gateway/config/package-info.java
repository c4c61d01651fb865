/** The configuration of a city, read into records that check themselves. */
@NullMarked
package org.citygauge.gateway.config;

import org.jspecify.annotations.NullMarked;
