/** History in files, on its way to a running gateway. */
@NullMarked
package org.citygauge.gateway.load;

import org.jspecify.annotations.NullMarked;
