package org.citygauge.aggregator.closing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.measure.Measure;

/** What people changed in the inputs of a year since it was closed, named as they know it. */
public final class Changes {
    private final YearInputs closed;
    private final YearInputs now;
    private final int year;

    /**
     * @param closed the inputs as they were frozen
     * @param now as they are
     */
    public Changes(YearInputs closed, YearInputs now, int year) {
        this.closed = closed;
        this.now = now;
        this.year = year;
    }

    /** Assets and sensors of the year that are no longer registered as they were, are gone, or are new. */
    public List<String> register() {
        if (closed.register() == now.register()) {
            return List.of();
        }
        Span span = closed.calendar().span(year);
        List<String> changed = new ArrayList<>(compared(assets(closed, span), assets(now, span)));
        changed.addAll(compared(sensors(closed, span), sensors(now, span)));
        return List.copyOf(changed);
    }

    private static Map<String, Object> assets(YearInputs inputs, Span span) {
        var found = new TreeMap<String, Object>();
        for (Asset asset : inputs.register().assets()) {
            if (asset.inService().from().isBefore(span.to())) {
                found.put("asset " + asset.id(), asset);
            }
        }
        return found;
    }

    private static Map<String, Object> sensors(YearInputs inputs, Span span) {
        var found = new TreeMap<String, Object>();
        for (Sensor row : inputs.register().sensors()) {
            if (row.validity().overlaps(span)) {
                String quantity = row.quantity().isEmpty() ? "" : " " + row.quantity();
                String from = row.validity().from().isAfter(span.from())
                        ? " from " + row.validity().from()
                        : "";
                found.merge("sensor " + row.id() + quantity + from, row, (one, other) -> List.of(one, other));
            }
        }
        return found;
    }

    /** Figures of the year that are not what they were, or are new. */
    public List<String> figures() {
        return compared(figures(closed), figures(now));
    }

    private Map<String, Object> figures(YearInputs inputs) {
        var found = new TreeMap<String, Object>();
        for (Figure figure : inputs.figures().all()) {
            if (figure.year() == year) {
                found.put("figure " + figure.measure() + " " + figure.year(), figure);
            }
        }
        return found;
    }

    /** Measures, indicators and settings that are defined otherwise than they were. */
    public List<String> catalogue() {
        var before = definitions(closed);
        var after = definitions(now);
        return compared(before, after);
    }

    private static Map<String, Object> definitions(YearInputs inputs) {
        var found = new TreeMap<String, Object>();
        found.put("edition", inputs.catalogue().edition());
        found.put("live_factor", inputs.liveFactor());
        found.put("stuck_after", inputs.stuckAfter());
        found.put("calendar", inputs.calendar());
        for (Measure measure : inputs.catalogue().measures().values()) {
            found.put("measure " + measure.id(), measure);
        }
        for (Indicator indicator : inputs.catalogue().inOrder()) {
            found.put("indicator " + indicator.number(), indicator);
        }
        return found;
    }

    private static List<String> compared(Map<String, Object> before, Map<String, Object> after) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        Predicate<String> same = key -> Objects.equals(before.get(key), after.get(key));
        return keys.stream()
                .filter(same.negate())
                .map(key ->
                        key + (before.containsKey(key) ? after.containsKey(key) ? " changed" : " is gone" : " is new"))
                .toList();
    }
}
