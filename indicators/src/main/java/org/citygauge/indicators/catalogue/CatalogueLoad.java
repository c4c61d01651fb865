package org.citygauge.indicators.catalogue;

import java.util.List;

/** What loading a catalogue yields: all of it, or all that is wrong with it. */
public sealed interface CatalogueLoad {
    record Loaded(Catalogue catalogue) implements CatalogueLoad {}

    /** @param problems at least one */
    record Faulty(List<Problem> problems) implements CatalogueLoad {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
