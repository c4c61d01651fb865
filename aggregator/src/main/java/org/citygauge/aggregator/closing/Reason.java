package org.citygauge.aggregator.closing;

import java.util.List;
import java.util.Locale;
import org.citygauge.aggregator.evaluation.IndicatorState;

/**
 * Something that came after a year was closed, and would change it if it was restated now.
 *
 * @param kind what it is; each is looked at by itself
 * @param what it concerns, for people: sensors, rows, figures, measures; never empty
 * @param effects indicators that would say something else; empty where none would
 */
public record Reason(Kind kind, List<String> what, List<Effect> effects) {
    /** What may come after closing. */
    public enum Kind {
        /** Readings that came late, or that tell what a fall of a counter at the year's end was. */
        READINGS,
        REGISTER,
        FIGURES,
        /** The catalogue with the city's bindings, and settings. */
        CATALOGUE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An indicator as it was closed, and as it would be. */
    public record Effect(IndicatorState before, IndicatorState after) {}

    public Reason {
        what = List.copyOf(what);
        effects = List.copyOf(effects);
    }
}
