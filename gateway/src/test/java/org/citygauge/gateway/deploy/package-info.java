/** Whether what is under {@code deploy/} and in {@code docs/metrics.md} fits the gateway and the programs around it. */
@NullMarked
package org.citygauge.gateway.deploy;

import org.jspecify.annotations.NullMarked;
