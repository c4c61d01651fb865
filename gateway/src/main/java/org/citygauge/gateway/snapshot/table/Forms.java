package org.citygauge.gateway.snapshot.table;

import static org.citygauge.gateway.snapshot.table.Column.number;
import static org.citygauge.gateway.snapshot.table.Column.text;
import static org.citygauge.gateway.snapshot.table.Column.whole;

import java.util.List;

/** The tables there are. */
public final class Forms {
    /** Every indicator of the catalogue. */
    public static final TableForm INDICATORS = new TableForm(
            "data/indicators.csv",
            "Every indicator of the catalogue, with its value or without.",
            List.of(
                    text("number", "number in the standard, such as 19.8"),
                    whole("theme", "chapter of the standard"),
                    text("theme_title", "its title"),
                    text("title", "what it tells"),
                    text("unit", "unit of the value"),
                    whole("year", "reporting year, named by its first day"),
                    text("status", "computed, incomplete or undefined"),
                    number("value", "scale × numerator ÷ denominator, 34 digits", "unit"),
                    number("scale", "factor of the formula", ""),
                    text("numerator", "measure above the line"),
                    text("denominator", "measure below the line"),
                    Column.of("zero_when_nothing", Column.Type.BOOLEAN, "whether 0 ÷ 0 is 0"),
                    text("better", "direction in which it improves: higher, lower or neutral"),
                    number("completeness", "the lower of its measures', 0 to 1", "1"),
                    whole("sensors", "rows of the register behind it"),
                    whole("live", "of these, proved live"),
                    whole("never_reported", "of these, never heard"),
                    text("flags", "what is remarkable"),
                    text("missing", "measure and reason where it has no value"),
                    Column.of("as_of", Column.Type.DATETIME, "reference instant")),
            List.of("number"));

    /** Every measure of the catalogue. */
    public static final TableForm MEASURES = new TableForm(
            "data/measures.csv",
            "Every measure of the catalogue, with all digits.",
            List.of(
                    text("measure", "name"),
                    text("title", "what it is"),
                    text("unit", "UCUM code of the value's unit"),
                    text("aggregation", "how the year's value comes about"),
                    text("source", "sensor, register or entered"),
                    text("source_detail", "the same for people"),
                    number("value", "exact", "unit"),
                    text("missing", "why there is no value"),
                    number("completeness", "mean over its sensors, 0 to 1", "1"),
                    whole("sensors", "rows of the register behind it"),
                    whole("live", "of these, proved live"),
                    whole("never_reported", "of these, never heard"),
                    text("flags", "what is remarkable"),
                    whole("carried_from", "year of a figure that is carried forward")),
            List.of("measure"));

    /** What each sensor brings into each measure. */
    public static final TableForm SHARES = new TableForm(
            "data/shares.csv",
            "What each row of the register brings into each measure it is behind; the shares add up to the measure's value"
                    + " (of a mean, their mean does).",
            List.of(
                    text("measure", "name"),
                    text("sensor", "id"),
                    text("quantity", "what it measures"),
                    Column.of("valid_from", Column.Type.DATE, "first day of the row of the register; empty: always"),
                    Column.of("live", Column.Type.BOOLEAN, "whether it proves its asset live"),
                    number(
                            "share",
                            "in the measure's unit; empty where it gives nothing that counts",
                            "unit of the measure")),
            List.of("measure", "sensor", "quantity", "valid_from"));

    /** What each sensor gave. */
    public static final TableForm SENSORS = new TableForm(
            "data/sensors.csv",
            "What each row of the register that is valid in the year gave, in its own unit.",
            List.of(
                    text("sensor", "id"),
                    text("asset", "id of the asset it belongs to"),
                    text("quantity", "what it measures"),
                    text("unit", "UCUM code"),
                    text("kind", "gauge, counter, amount or state"),
                    Column.of("valid_from", Column.Type.DATE, "first day of the row of the register; empty: always"),
                    Column.of(
                            "valid_to", Column.Type.DATE, "first day it no longer speaks for the sensor; empty: open"),
                    text("measures", "measures it is behind"),
                    whole("count", "readings that count"),
                    number("sum", "of their values", "unit"),
                    number("least", "smallest value", "unit"),
                    number("most", "largest value", "unit"),
                    number("growth", "of a counter", "unit"),
                    text("in_state", "of a state sensor: state=seconds/entries, separated by blanks"),
                    Column.of("first_time", Column.Type.DATETIME, "of the first reading that counts"),
                    number("first_value", "its value", "unit"),
                    Column.of("last_time", Column.Type.DATETIME, "of the last reading that counts"),
                    number("last_value", "its value", "unit"),
                    whole("filled_slots", "slots that hold a reading"),
                    whole("expected_slots", "slots that ended"),
                    number("completeness", "filled ÷ expected slots", "1"),
                    whole("gaps", "runs of slots without a reading"),
                    number("longest_gap", "the longest of them", "s"),
                    text("flags", "what is remarkable, and of how many readings: flag=count, separated by blanks"),
                    Column.of("last_heard", Column.Type.DATETIME, "when it was heard last, in this year or before"),
                    whole("readings", "readings of the year, also those of a unit that does not fit"),
                    text(
                            "readings_sha256",
                            "of a line micros,value,unit,id,revision for each reading, by time and id")),
            List.of("sensor", "quantity", "valid_from"));

    /** Entered figures with all their versions. */
    public static final TableForm FIGURES = new TableForm(
            "data/figures.csv",
            "Entered figures with every version they had.",
            List.of(
                    text("measure", "what it is a value of"),
                    whole("year", "year it is reported for"),
                    whole("version", "counts the steps of all figures; empty where they were not recorded"),
                    text("state", "what the step left it in"),
                    Column.of("in_force", Column.Type.BOOLEAN, "whether it is the one the year's numbers are made of"),
                    number(
                            "measure_value",
                            "the value in the measure's unit, where it is in force",
                            "unit of the measure"),
                    number("value", "as entered", "unit"),
                    text("unit", "as entered; empty: the measure's own"),
                    whole("year_of_data", "year the data is of"),
                    text("source", "who says so, as it is shown with the figure"),
                    text("organisation", "of the source"),
                    text("document", "of the source"),
                    text("address", "where that document is found"),
                    text("method", "how it was found"),
                    text("comment", "about it"),
                    text("not_available_because", "why there is no value"),
                    Column.of("as_of", Column.Type.DATE, "when it was true"),
                    text("evidence", "files in data/evidence, separated by blanks"),
                    Column.of("time", Column.Type.DATETIME, "of the step"),
                    text("actor", "who took it"),
                    text("reason", "why, or the comment that went with it")),
            List.of("measure", "year", "version"));

    /** This year beside the one before. */
    public static final TableForm COMPARISON = new TableForm(
            "data/comparison.csv",
            "Every indicator beside that of the year before.",
            List.of(
                    text("number", "of the indicator"),
                    text("title", "what it tells"),
                    text("unit", "unit of the values"),
                    whole("before_year", "the year before"),
                    text("before_status", "computed, incomplete or undefined"),
                    number("before", "value of the year before", "unit"),
                    whole("after_year", "this year"),
                    text("after_status", "computed, incomplete or undefined"),
                    number("after", "value of this year", "unit"),
                    number("change", "after − before", "unit"),
                    number("relative_change", "change ÷ before", "1"),
                    text("better", "direction in which it improves"),
                    text("direction", "better, worse, unchanged, neutral or unknown"),
                    Column.of("methodology_changed", Column.Type.BOOLEAN, "whether it was made differently"),
                    text("methodology", "in what"),
                    text("flags", "what is remarkable in either year")),
            List.of("number"));

    private Forms() {}

    /** All of them. */
    public static List<TableForm> all() {
        return List.of(INDICATORS, MEASURES, SHARES, SENSORS, FIGURES, COMPARISON);
    }
}
