package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.citygauge.gateway.comparison.Change;
import org.citygauge.gateway.comparison.ComparisonTable;
import org.citygauge.gateway.comparison.Standing;
import org.citygauge.gateway.snapshot.diff.CityComparison;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapshot compare}: one city's package beside another city's. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the package of another city beside ours, indicator by indicator; needs no gateway.",
            "Years must be the same, and values of different units are not subtracted. \"snapshot diff\" says what changed within one"
                    + " city."
        })
final class SnapshotCompareCommand implements Callable<Integer> {
    private static final String LINE = "%-6s %-44.44s %14s %14s  %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OURS", description = "a package")
    @SuppressWarnings("NullAway.Init")
    private Path ours;

    @Parameters(index = "1", paramLabel = "THEIRS", description = "the package of another city")
    @SuppressWarnings("NullAway.Init")
    private Path theirs;

    @Option(names = "--any-year", description = "although they are of different years")
    private boolean anyYear;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "as CSV with exact decimals, ours before and theirs after (default: a table is printed)")
    private @Nullable Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            CityComparison found = CityComparison.of(ours, theirs, anyYear);
            found.remarks().forEach(remark -> out.println("note: " + remark));
            if (file == null) {
                print(found, out);
            } else {
                Files.writeString(file, ComparisonTable.csv(found.comparison()));
                out.println("wrote " + file);
            }
            return 0;
        } catch (IOException unusable) {
            out.println(unusable.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }

    private static void print(CityComparison found, PrintWriter out) {
        out.println("ours:   " + found.first());
        out.println("theirs: " + found.second());
        out.printf(Locale.ROOT, LINE, "", "", "ours", "theirs", "");
        for (Change change : found.comparison().changes()) {
            out.printf(
                    Locale.ROOT,
                    LINE,
                    change.indicator().number(),
                    change.indicator().title(),
                    value(change.before()),
                    value(change.after()),
                    remark(change));
        }
    }

    private static String value(Optional<Standing> side) {
        Optional<BigDecimal> value = side.flatMap(Standing::value);
        return value.map(number -> String.format(Locale.ROOT, "%.5g", number)).orElse("–");
    }

    private static String remark(Change change) {
        String whose = switch (change.direction()) {
            case BETTER -> "theirs is better";
            case WORSE -> "ours is better";
            case UNCHANGED -> "the same";
            case NEUTRAL, UNKNOWN -> "";
        };
        return change.methodology().isEmpty() ? whose : whose + " (" + String.join("; ", change.methodology()) + ")";
    }
}
