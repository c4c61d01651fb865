package org.citygauge.gateway.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.config.Amount;
import org.citygauge.gateway.config.Problem;

/** One row of a table. What is wrong with a value becomes a problem and reads as if it were not there. */
public final class Row {
    private static final int MAX_TEXT = 10_000;
    private static final String[] NO_VALUES = {};

    private final String file;
    private final int line;
    private final Header header;
    private final String[] values;
    private final List<Problem> problems;

    Row(String file, int line, Header header, String[] values, List<Problem> problems) {
        this.file = file;
        this.line = line;
        this.header = header;
        this.values = values;
        this.problems = problems;
    }

    /** The row's place in its file, without what it says. */
    public Row withoutValues() {
        return new Row(file, line, header, NO_VALUES, problems);
    }

    public int line() {
        return line;
    }

    /** Every value that is not empty, by its column. */
    public Map<String, String> filled() {
        var filled = new HashMap<String, String>();
        for (int i = 0; i < Math.min(values.length, header.size()); i++) {
            if (!values[i].isEmpty() && !header.column(i).isEmpty()) {
                filled.put(header.column(i), values[i]);
            }
        }
        return filled;
    }

    /** The text; empty where there is none. */
    public String text(String column) {
        int place = header.place(column);
        String text = place < 0 || place >= values.length ? "" : values[place];
        if (text.length() > MAX_TEXT) {
            problem(column, "is longer than " + MAX_TEXT + " characters; is a double quote missing?");
            return "";
        }
        return text;
    }

    /** The text that must be there; empty where it is not. */
    public String required(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            problem(column, "is empty");
        }
        return text;
    }

    public Optional<BigDecimal> decimal(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> number = DecimalText.read(text);
        if (number.isEmpty()) {
            problem(column, DecimalText.explain(text));
        }
        return number;
    }

    public Optional<LocalDate> date(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noDate) {
            problem(column, "\"" + text + "\" is no day such as 2025-04-01");
            return Optional.empty();
        }
    }

    /** The midnight with which the day begins. */
    public Optional<Instant> midnight(String column, ZoneId zone) {
        return date(column).map(day -> day.atStartOfDay(zone).toInstant());
    }

    public Optional<Duration> duration(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = Amount.duration(text).filter(Duration::isPositive);
        if (duration.isEmpty()) {
            problem(column, "\"" + text + "\" is no positive duration such as PT15M or P1D");
        }
        return duration;
    }

    public void problem(String column, String text) {
        problems.add(Problem.atLine(file, line, column + ": " + text));
    }
}
