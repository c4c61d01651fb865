/** Readings out of JSON payloads. */
@NullMarked
package org.citygauge.gateway.decode.json;

import org.jspecify.annotations.NullMarked;
