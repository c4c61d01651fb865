/** Grafana's dashboards as code: the committed JSON is what this writes. */
@NullMarked
package org.citygauge.grafana;

import org.jspecify.annotations.NullMarked;
