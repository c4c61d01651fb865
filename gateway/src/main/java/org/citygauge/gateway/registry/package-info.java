/** Assets and sensors of the city, read from its register files. */
@NullMarked
package org.citygauge.gateway.registry;

import org.jspecify.annotations.NullMarked;
