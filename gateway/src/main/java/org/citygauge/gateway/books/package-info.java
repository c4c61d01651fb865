/** The books as everybody sees them: the API, what a closing froze, packages. */
@NullMarked
package org.citygauge.gateway.books;

import org.jspecify.annotations.NullMarked;
