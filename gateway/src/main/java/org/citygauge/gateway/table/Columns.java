package org.citygauge.gateway.table;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.config.Spelling;

/**
 * The columns a file may have.
 *
 * @param required must be there
 * @param optional may be there
 * @param further whether any others may be there too
 */
public record Columns(List<String> required, List<String> optional, boolean further) {
    public Columns {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** The header those names make; empty when required ones are missing. */
    Optional<Header> header(String file, int line, List<String> names, List<Problem> problems) {
        if (names.size() == 1 && names.getFirst().contains(";")) {
            problems.add(
                    Problem.atLine(file, line, "the columns are separated by semicolons; separate them by commas"));
            return Optional.empty();
        }
        reportOdd(file, line, names, problems);
        List<String> missing =
                required.stream().filter(column -> !names.contains(column)).toList();
        if (!missing.isEmpty()) {
            problems.add(Problem.atLine(
                    file,
                    line,
                    "no column " + String.join(", ", missing) + "; the first line is: " + String.join(",", required)
                            + optional.stream()
                                    .map(column -> "[," + column + "]")
                                    .collect(Collectors.joining())));
            return Optional.empty();
        }
        return Optional.of(new Header(names));
    }

    private void reportOdd(String file, int line, List<String> names, List<Problem> problems) {
        var seen = new HashSet<String>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                problems.add(Problem.atLine(file, line, "two columns \"" + name + "\""));
            } else if (!further && !name.isEmpty() && !known().contains(name)) {
                problems.add(
                        Problem.atLine(file, line, "\"" + name + "\" is no column" + Spelling.hint(name, known())));
            }
        }
    }

    private Set<String> known() {
        var known = new LinkedHashSet<>(required);
        known.addAll(optional);
        return known;
    }
}
