/** The other MQTT door: subscriptions at the city's own brokers. */
@NullMarked
package org.citygauge.gateway.mqtt.subscriber;

import org.jspecify.annotations.NullMarked;
