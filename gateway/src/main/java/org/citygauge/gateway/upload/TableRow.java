package org.citygauge.gateway.upload;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One row of a table of figures, its cells by the names of their columns. What is wrong with a cell becomes an error and reads as if it
 * were empty.
 */
final class TableRow {
    private static final int MAX_DIGITS = 40;

    private final Sheet sheet;
    private final int number;
    private final Map<FigureColumn, Integer> places;
    private final Map<FigureColumn, Cell> cells = new EnumMap<>(FigureColumn.class);
    private final Consumer<Finding> errors;
    private final Consumer<Finding> notes;

    /** @param places of the columns there are */
    TableRow(
            Sheet sheet,
            Sheet.Row row,
            Map<FigureColumn, Integer> places,
            Consumer<Finding> errors,
            Consumer<Finding> notes) {
        this.sheet = sheet;
        this.number = row.number();
        this.places = places;
        this.errors = errors;
        this.notes = notes;
        places.forEach((column, place) ->
                Optional.ofNullable(row.cells().get(place)).ifPresent(cell -> cells.put(column, cell)));
    }

    int number() {
        return number;
    }

    boolean hasColumn(FigureColumn column) {
        return places.containsKey(column);
    }

    boolean has(FigureColumn column) {
        return cells.containsKey(column);
    }

    /** Whether nobody entered anything. */
    boolean saysNothing() {
        return cells.keySet().stream().noneMatch(FigureColumn::isEntered);
    }

    void error(FigureColumn column, String text) {
        errors.accept(finding(column, text));
    }

    void note(FigureColumn column, String text) {
        notes.accept(finding(column, text));
    }

    Finding finding(FigureColumn column, String text) {
        return new Finding(
                number,
                column.code(),
                Optional.ofNullable(places.get(column)).flatMap(place -> sheet.nameOf(number, place)),
                text);
    }

    /** The text of a cell; empty where there is none. */
    String text(FigureColumn column) {
        return switch (cells.get(column)) {
            case null -> "";
            case Cell.Text(String text) -> printable(column, text);
            case Cell.Amount(String text, String noise) -> text;
            case Cell.Day(LocalDate date, String serial) -> date.toString();
            case Cell.Percentage(String text) -> text + "%";
            case Cell.Formula(String formula) -> formula(column, formula);
            case Cell.Odd(String what) -> odd(column, what);
        };
    }

    private String printable(FigureColumn column, String text) {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            error(column, "holds characters that cannot be printed");
            return "";
        }
        return text;
    }

    private String formula(FigureColumn column, String formula) {
        error(column, "holds the formula " + Finding.quoted("=" + formula) + "; put its result there as a value");
        return "";
    }

    private String odd(FigureColumn column, String what) {
        error(column, "holds " + what);
        return "";
    }

    /** A decimal, digit by digit as it was typed. */
    Optional<BigDecimal> decimal(FigureColumn column) {
        return switch (cells.get(column)) {
            case null -> Optional.empty();
            case Cell.Text(String text) -> decimalOf(column, text);
            case Cell.Amount(String text, String noise) -> {
                if (!noise.isEmpty()) {
                    note(column, noise + " is taken as " + text + ", the 15 digits that a spreadsheet shows");
                }
                yield Optional.of(new BigDecimal(text));
            }
            case Cell.Day(LocalDate date, String serial) -> {
                error(
                        column,
                        "holds the day " + date + ", not a number; the spreadsheet may have made it of something like "
                                + date.getDayOfMonth() + "." + date.getMonthValue());
                yield Optional.empty();
            }
            case Cell.Percentage(String text) -> {
                error(
                        column,
                        "shows " + text + " %; give the number in the measure's unit, in a cell that is no percentage");
                yield Optional.empty();
            }
            case Cell.Formula(String formula) -> none(formula(column, formula));
            case Cell.Odd(String what) -> none(odd(column, what));
        };
    }

    private static <T> Optional<T> none(String told) {
        assert told.isEmpty();
        return Optional.empty();
    }

    private Optional<BigDecimal> decimalOf(FigureColumn column, String text) {
        return switch (TypedNumber.read(text)) {
            case TypedNumber.Sound(BigDecimal value)
            when value.precision() > MAX_DIGITS || Math.abs(value.scale()) > MAX_DIGITS -> {
                error(column, "has more than " + MAX_DIGITS + " digits");
                yield Optional.empty();
            }
            case TypedNumber.Sound(BigDecimal value) -> Optional.of(value);
            case TypedNumber.Unsound(String why) -> {
                error(column, Finding.quoted(text) + " " + why);
                yield Optional.empty();
            }
        };
    }

    /** A year from 1900 to 2999. */
    Optional<Integer> year(FigureColumn column) {
        if (!has(column)) {
            return Optional.empty();
        }
        String text = cells.get(column) instanceof Cell.Day(LocalDate date, String serial) ? serial : text(column);
        if (text.matches("(19|2[0-9])[0-9]{2}")) {
            return Optional.of(Integer.valueOf(text));
        }
        if (!text.isEmpty()) {
            error(column, Finding.quoted(text) + " is no year such as 2025");
        }
        return Optional.empty();
    }

    /** A day. */
    Optional<LocalDate> day(FigureColumn column) {
        return switch (cells.get(column)) {
            case null -> Optional.empty();
            case Cell.Day(LocalDate date, String serial) -> Optional.of(date);
            case Cell.Text(String text) -> dayOf(column, text);
            case Cell.Amount(String text, String noise) -> noDay(column, text);
            case Cell.Percentage(String text) -> noDay(column, text + "%");
            case Cell.Formula(String formula) -> none(formula(column, formula));
            case Cell.Odd(String what) -> none(odd(column, what));
        };
    }

    private Optional<LocalDate> dayOf(FigureColumn column, String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noDay) {
            return noDay(column, text);
        }
    }

    private Optional<LocalDate> noDay(FigureColumn column, String text) {
        String serial = text.matches("[1-9][0-9]{4}")
                ? "; as a spreadsheet counts days it would be "
                        + LocalDate.of(1899, 12, 30).plusDays(Long.parseLong(text))
                : "";
        error(column, Finding.quoted(text) + " is no day such as 2025-04-01" + serial);
        return Optional.empty();
    }

    /** The words of a cell. */
    List<String> words(FigureColumn column) {
        String text = text(column);
        return text.isEmpty() ? List.of() : List.of(text.split("[\\s,;]+"));
    }
}
