package org.citygauge.aggregator.figure;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.indicators.measure.MeasureId;

/** All entered figures of a city, at most one for a measure and year. Immutable. */
public final class Figures {
    public static final Figures NONE = new Figures(List.of());

    private final List<Figure> all;
    private final Map<MeasureId, TreeMap<Integer, Figure>> byMeasure = new HashMap<>();

    public Figures(Collection<Figure> figures) {
        all = List.copyOf(figures);
        all.forEach(figure -> byMeasure
                .computeIfAbsent(figure.measure(), id -> new TreeMap<>())
                .put(figure.year(), figure));
    }

    public List<Figure> all() {
        return all;
    }

    public Optional<Figure> of(MeasureId measure, int year) {
        return Optional.ofNullable(byMeasure.get(measure)).map(years -> years.get(year));
    }

    /** The newest figure of a year from {@code earliest} to {@code year}. */
    public Optional<Figure> newest(MeasureId measure, int earliest, int year) {
        return Optional.ofNullable(byMeasure.get(measure))
                .map(years -> years.floorEntry(year))
                .filter(entry -> entry.getKey() >= earliest)
                .map(Map.Entry::getValue);
    }
}
