package org.citygauge.gateway.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.config.Spelling;

/**
 * Which column of a file is what, from its header line.
 *
 * @param names in the order of the file
 */
record Columns(List<String> names) {
    private static final List<String> KNOWN = List.of("time", "sensor", "value", "quantity", "unit", "id", "revision");
    private static final List<String> NEEDED = List.of("time", "sensor", "value");

    Columns {
        names = List.copyOf(names);
    }

    /** @throws UnreadableFile naming what is wrong with the header, and what would be right */
    static Columns of(String header, String file) throws UnreadableFile {
        String line = header.startsWith("\uFEFF") ? header.substring(1) : header;
        List<String> names = CsvLine.split(line)
                .map(cells -> cells.stream().map(String::strip).toList())
                .orElseThrow(() -> new UnreadableFile(file + ":1: the quotes of the header are wrong"));
        var seen = new ArrayList<String>();
        for (String name : names) {
            if (!KNOWN.contains(name)) {
                throw new UnreadableFile(file + ":1: unknown column \"" + name + "\"" + Spelling.hint(name, KNOWN));
            }
            if (seen.contains(name)) {
                throw new UnreadableFile(file + ":1: column \"" + name + "\" is there twice");
            }
            seen.add(name);
        }
        for (String needed : NEEDED) {
            if (!seen.contains(needed)) {
                throw new UnreadableFile(file + ":1: there is no column \"" + needed + "\"");
            }
        }
        return new Columns(names);
    }

    /**
     * Appends the reading of a row as a line of JSON.
     *
     * @return what is wrong with the row, and then nothing was appended; empty if nothing is
     */
    Optional<String> append(StringBuilder json, String row) {
        Optional<List<String>> split = CsvLine.split(row);
        if (split.isEmpty()) {
            return Optional.of("a quote is not closed, or not where it belongs");
        }
        List<String> cells = split.get();
        if (cells.size() != names.size()) {
            return Optional.of(cells.size() + " cells, but the header names " + names.size());
        }
        int start = json.length();
        char separator = '{';
        for (int column = 0; column < names.size(); column++) {
            String cell = cells.get(column).strip();
            Optional<String> problem = problem(names.get(column), cell);
            if (problem.isPresent()) {
                json.setLength(start);
                return problem;
            }
            if (!cell.isEmpty() || names.get(column).equals("value")) {
                append(json.append(separator), names.get(column), cell);
                separator = ',';
            }
        }
        json.append("}\n");
        return Optional.empty();
    }

    private static void append(StringBuilder json, String name, String cell) {
        json.append('"').append(name).append("\":");
        switch (name) {
            case "time", "value" -> JsonValue.append(json, cell);
            case "revision" -> json.append(Long.parseLong(cell));
            default -> JsonValue.appendText(json, cell);
        }
    }

    /** What would make the gateway refuse the row's form, or take it for something that happens now. */
    private static Optional<String> problem(String name, String cell) {
        return switch (name) {
            case "sensor" -> cell.isEmpty() ? Optional.of("no sensor") : Optional.empty();
            case "time" ->
                cell.isEmpty() || cell.equals("true") || cell.equals("false")
                        ? Optional.of("no time")
                        : Optional.empty();
            case "revision" ->
                cell.isEmpty() || isLong(cell)
                        ? Optional.empty()
                        : Optional.of("revision \"" + cell + "\" is no whole number");
            default -> Optional.empty();
        };
    }

    private static boolean isLong(String cell) {
        try {
            Long.parseLong(cell);
            return true;
        } catch (NumberFormatException none) {
            return false;
        }
    }
}
