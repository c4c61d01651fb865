package org.citygauge.aggregator.figure;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.indicators.measure.MeasureId;

/** All entered figures of a city, at most one for a measure and year, and what is known not to be available. Immutable. */
public final class Figures {
    public static final Figures NONE = new Figures(List.of());

    private final List<Figure> all;
    private final List<NotAvailable> notAvailable;
    private final Map<MeasureId, TreeMap<Integer, Figure>> byMeasure = new HashMap<>();
    private final Map<MeasureId, TreeMap<Integer, String>> reasons = new HashMap<>();

    public Figures(Collection<Figure> figures) {
        this(figures, List.of());
    }

    public Figures(Collection<Figure> figures, Collection<NotAvailable> notAvailable) {
        all = List.copyOf(figures);
        this.notAvailable = List.copyOf(notAvailable);
        all.forEach(figure -> byMeasure
                .computeIfAbsent(figure.measure(), id -> new TreeMap<>())
                .put(figure.year(), figure));
        this.notAvailable.forEach(one ->
                reasons.computeIfAbsent(one.measure(), id -> new TreeMap<>()).put(one.year(), one.reason()));
    }

    public List<Figure> all() {
        return all;
    }

    /** What somebody said there is no figure for. */
    public List<NotAvailable> notAvailable() {
        return notAvailable;
    }

    public Optional<Figure> of(MeasureId measure, int year) {
        return Optional.ofNullable(byMeasure.get(measure)).map(years -> years.get(year));
    }

    /** Why there is no figure of the measure for the year; empty where nobody said so. */
    public Optional<String> unavailable(MeasureId measure, int year) {
        return Optional.ofNullable(reasons.get(measure)).map(years -> years.get(year));
    }

    /** The newest figure of a year from {@code earliest} to {@code year}, none of a later year being known as not available. */
    public Optional<Figure> newest(MeasureId measure, int earliest, int year) {
        return Optional.ofNullable(byMeasure.get(measure))
                .map(years -> years.floorEntry(year))
                .filter(entry -> entry.getKey() >= earliest)
                .filter(entry -> lastUnavailable(measure, year) <= entry.getKey())
                .map(Map.Entry::getValue);
    }

    private int lastUnavailable(MeasureId measure, int year) {
        return Optional.ofNullable(reasons.get(measure))
                .map(years -> years.floorKey(year))
                .orElse(Integer.MIN_VALUE);
    }
}
