/** What a package says: its facts, and how they are spelled in JSON. */
@NullMarked
package org.citygauge.gateway.snapshot.content;

import org.jspecify.annotations.NullMarked;
