/** Promise 9: memory is bounded whatever arrives. The program in a process of its own, and clients that mean it no good. */
@NullMarked
package org.citygauge.gateway.bound;

import org.jspecify.annotations.NullMarked;
