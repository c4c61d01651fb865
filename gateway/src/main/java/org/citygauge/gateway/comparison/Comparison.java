package org.citygauge.gateway.comparison;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.indicators.catalogue.IndicatorNumber;

/**
 * Every indicator of two sides.
 *
 * @param changes in the order of their numbers
 */
public record Comparison(List<Change> changes) {
    public Comparison {
        changes = List.copyOf(changes);
    }

    /** One city's year against one before. */
    public static Comparison ofYears(YearState before, YearState after) {
        return of(Standing.of(before), Standing.of(after), true);
    }

    /** @param sameCity whether both are of one city */
    public static Comparison of(List<Standing> before, List<Standing> after, boolean sameCity) {
        Map<IndicatorNumber, Standing> earlier = byNumber(before);
        Map<IndicatorNumber, Standing> later = byNumber(after);
        var all = new TreeMap<IndicatorNumber, Change>();
        earlier.keySet().forEach(number -> all.put(number, change(number, earlier, later, sameCity)));
        later.keySet().forEach(number -> all.put(number, change(number, earlier, later, sameCity)));
        return new Comparison(List.copyOf(all.values()));
    }

    private static Change change(
            IndicatorNumber number,
            Map<IndicatorNumber, Standing> earlier,
            Map<IndicatorNumber, Standing> later,
            boolean sameCity) {
        return Change.between(
                Optional.ofNullable(earlier.get(number)), Optional.ofNullable(later.get(number)), sameCity);
    }

    private static Map<IndicatorNumber, Standing> byNumber(List<Standing> standings) {
        var byNumber = new TreeMap<IndicatorNumber, Standing>();
        standings.forEach(standing -> byNumber.put(standing.indicator().number(), standing));
        return byNumber;
    }
}
