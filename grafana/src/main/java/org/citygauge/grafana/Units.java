package org.citygauge.grafana;

import java.util.Map;

/** Units of the catalogue as Grafana shows them behind a number. */
final class Units {
    private static final Map<String, String> OF_INDICATORS = Map.of(
            "%", "percent",
            "1", "none",
            "/100000 population", "suffix: per 100 000 people",
            "/1000 students", "suffix: per 1 000 pupils",
            "GJ/capita", "suffix: GJ per person",
            "t/capita", "suffix: t per person",
            "1/km2", "suffix: per km²");
    private static final Map<String, String> OF_MEASURES = Map.of("m2", "m²", "km2", "km²", "m3", "m³");

    private Units() {}

    static String ofIndicator(String unit) {
        return OF_INDICATORS.getOrDefault(unit, "suffix: " + unit);
    }

    /** @param unit in UCUM; counted things, in braces, are told by the title of the measure */
    static String ofMeasure(String unit) {
        return unit.startsWith("{") || unit.equals("1") ? "none" : "suffix: " + OF_MEASURES.getOrDefault(unit, unit);
    }
}
