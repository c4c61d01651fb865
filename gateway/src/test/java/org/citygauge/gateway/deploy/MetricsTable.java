package org.citygauge.gateway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The first table of {@code docs/metrics.md}. */
record MetricsTable(List<Row> rows) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** @param name as Prometheus shows it; one that ends with a star stands for all that begin so */
    record Row(String name, String type, Set<String> labels, String meaning, Set<String> alerts) {
        boolean isFamily() {
            return name.endsWith("*");
        }

        boolean covers(String metric) {
            return isFamily() ? metric.startsWith(name.substring(0, name.length() - 1)) : metric.equals(name);
        }
    }

    static MetricsTable read(Path file) throws IOException {
        var rows = new ArrayList<Row>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("| `")) {
                rows.add(row(line));
            } else if (!rows.isEmpty() && line.isBlank()) {
                break; // the tables behind are of other things
            }
        }
        return new MetricsTable(rows);
    }

    private static Row row(String line) {
        String[] cells = Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toArray(String[]::new);
        if (cells.length != 5) {
            throw new IllegalArgumentException("a row of docs/metrics.md has five cells: " + line);
        }
        return new Row(code(cells[0]).iterator().next(), cells[1], words(cells[2]), cells[3], code(cells[4]));
    }

    private static Set<String> code(String cell) {
        var found = new TreeSet<String>();
        for (Matcher matcher = CODE.matcher(cell); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(cell.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Everything documented by its full name. */
    Set<String> names() {
        return rows.stream()
                .filter(row -> !row.isFamily())
                .map(Row::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> alerts() {
        return rows.stream().flatMap(row -> row.alerts().stream()).collect(Collectors.toCollection(TreeSet::new));
    }
}
