package org.citygauge.gateway.readiness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.measure.MeasureId;

/**
 * Who sees to it that a number is there.
 *
 * @param ofMeasures goes before that of a theme
 * @param ofThemes by the theme's number
 */
public record Owners(Map<MeasureId, String> ofMeasures, Map<Integer, String> ofThemes) {
    public static final Owners NONE = new Owners(Map.of(), Map.of());

    public Owners {
        ofMeasures = Map.copyOf(ofMeasures);
        ofThemes = Map.copyOf(ofThemes);
    }

    public Optional<String> of(Theme theme) {
        return Optional.ofNullable(ofThemes.get(theme.number()));
    }

    /** The owner of a measure, or else of the theme it is used in. What several themes use belongs to none of them. */
    public Optional<String> of(MeasureId measure, Stream<Theme> usedIn) {
        List<Theme> themes = usedIn.distinct().toList();
        return Optional.ofNullable(ofMeasures.get(measure))
                .or(() -> themes.size() == 1 ? of(themes.getFirst()) : Optional.empty());
    }
}
