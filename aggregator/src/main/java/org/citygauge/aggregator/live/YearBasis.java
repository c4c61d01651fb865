package org.citygauge.aggregator.live;

import java.util.Optional;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.evaluation.LookAhead;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.register.Span;

/**
 * What a year is made of: of a closed one what was frozen, of an open one what there is.
 *
 * @param counting which readings count, at any moment
 * @param closing the revision it is; empty while the year is open
 * @param books as they were when it was closed
 */
record YearBasis(
        int year,
        YearInputs inputs,
        YearEvaluator evaluator,
        Supplier<Generations> counting,
        LookAhead lookAhead,
        Optional<Closing> closing,
        Optional<Books> books) {

    /** Nothing is added to them yet. */
    YearFolds folds(ReadingStore store, CityHours hours) {
        return new YearFolds(store, hours, evaluator, year, inputs.register(), counting, lookAhead);
    }

    Span span() {
        return inputs.calendar().span(year);
    }

    static YearEvaluator evaluator(YearInputs inputs) {
        return new YearEvaluator(inputs.catalogue(), inputs.calendar(), inputs.liveFactor(), inputs.stuckAfter());
    }
}
