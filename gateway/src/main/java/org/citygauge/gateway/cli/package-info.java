/** The commands. */
@NullMarked
package org.citygauge.gateway.cli;

import org.jspecify.annotations.NullMarked;
