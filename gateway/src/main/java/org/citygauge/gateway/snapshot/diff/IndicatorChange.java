package org.citygauge.gateway.snapshot.diff;

import java.util.List;

/**
 * An indicator that two packages say differently.
 *
 * @param before its value or status in the first
 * @param after the same in the second
 * @param because the inputs that changed it, a line each
 */
public record IndicatorChange(String number, String title, String before, String after, List<String> because) {
    public IndicatorChange {
        because = List.copyOf(because);
    }
}
