package org.citygauge.gateway.ledger;

import java.util.Comparator;
import org.citygauge.indicators.measure.MeasureId;

/**
 * What there is one figure of: a measure in a year.
 *
 * @param year the year it is reported for
 */
public record FigureKey(MeasureId measure, int year) implements Comparable<FigureKey> {
    private static final Comparator<FigureKey> ORDER =
            Comparator.comparingInt(FigureKey::year).thenComparing(FigureKey::measure);

    @Override
    public int compareTo(FigureKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return measure + " " + year;
    }
}
