/** The year for people: a spreadsheet, a page, a printed report. */
@NullMarked
package org.citygauge.gateway.snapshot.report;

import org.jspecify.annotations.NullMarked;
