/** What both MQTT doors need. */
@NullMarked
package org.citygauge.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
