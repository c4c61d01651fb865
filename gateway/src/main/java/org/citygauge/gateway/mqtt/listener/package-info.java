/** The built-in MQTT door: devices publish straight to the gateway. */
@NullMarked
package org.citygauge.gateway.mqtt.listener;

import org.jspecify.annotations.NullMarked;
