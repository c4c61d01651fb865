package org.citygauge.indicators.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;

/**
 * All indicators and measures a city reports on, in order and checked as a whole.
 *
 * @param edition the standard they come from, such as {@code ISO 37122:2019}
 */
public record Catalogue(String edition, Map<IndicatorNumber, Indicator> indicators, Map<MeasureId, Measure> measures) {
    public Catalogue {
        indicators = Collections.unmodifiableMap(new TreeMap<>(indicators));
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        for (Indicator indicator : indicators.values()) {
            requireKnown(measures, indicator, indicator.formula().numerator());
            requireKnown(measures, indicator, indicator.formula().denominator());
        }
    }

    private static void requireKnown(Map<MeasureId, Measure> measures, Indicator indicator, MeasureId id) {
        if (!measures.containsKey(id)) {
            throw new IllegalArgumentException("indicator " + indicator.number() + " uses the unknown measure " + id);
        }
    }

    public Optional<Indicator> indicator(IndicatorNumber number) {
        return Optional.ofNullable(indicators.get(number));
    }

    public Optional<Measure> measure(MeasureId id) {
        return Optional.ofNullable(measures.get(id));
    }

    /** The measure {@code id}, which an indicator of this catalogue uses. */
    public Measure required(MeasureId id) {
        return measure(id).orElseThrow(() -> new IllegalArgumentException("no measure " + id));
    }

    /** The indicators by number. */
    public Collection<Indicator> inOrder() {
        return indicators.values();
    }
}
