package org.citygauge.benchmarks.compare;

import java.util.Collection;
import java.util.List;

/** The middle one of several measurements. */
final class Median {
    private Median() {}

    /** Of an even number, the lower of the two in the middle. */
    static double of(Collection<Double> values) {
        return percentile(values, 50);
    }

    /** The least value that so many percent do not exceed. */
    static double percentile(Collection<Double> values, double percent) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(percent / 100 * sorted.size()) - 1;
        return sorted.get(Math.max(0, index));
    }
}
