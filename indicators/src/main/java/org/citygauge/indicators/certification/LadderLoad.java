package org.citygauge.indicators.certification;

import java.util.List;
import org.citygauge.indicators.catalogue.Problem;

/** What reading a ladder yields: the whole of it, or all that is wrong with it. */
public sealed interface LadderLoad {
    record Loaded(Ladder ladder) implements LadderLoad {}

    /** @param problems at least one */
    record Faulty(List<Problem> problems) implements LadderLoad {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
