package org.citygauge.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table, in Markdown. */
final class Table {
    private static final String HEAD = """
            | what | ours | peer | ratio | target | | CPU, ours | CPU, peer |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private Table() {}

    static String text(List<Row> rows, String machine, int rounds, long nanos) {
        return machine + "\n"
                + String.format(
                        Locale.ROOT,
                        "Medians of %d; CPU is processor time for a reading; all of it took %.1f minutes.%n%n",
                        rounds,
                        nanos / 60e9)
                + HEAD
                + rows.stream().map(Row::line).collect(Collectors.joining("\n"));
    }
}
