/** The HTTP door: the API, the live stream, metrics, health and the page for people. */
@NullMarked
package org.citygauge.gateway.http;

import org.jspecify.annotations.NullMarked;
