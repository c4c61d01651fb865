package org.citygauge.indicators.measure;

/**
 * One data element of the catalogue: something a city counts, meters or is told, once a year.
 *
 * @param id its name
 * @param title what it is, in a few words
 * @param unit the unit in which its value is reported
 * @param aggregation how the year's value comes about
 * @param binding where its values come from
 */
public record Measure(MeasureId id, String title, Unit unit, Aggregation aggregation, Binding binding) {
    public Measure {
        if (title.isBlank()) {
            throw new IllegalArgumentException("measure " + id + " has no title");
        }
    }

    /** The same measure, fed from elsewhere. */
    public Measure withBinding(Binding other) {
        return new Measure(id, title, unit, aggregation, other);
    }
}
