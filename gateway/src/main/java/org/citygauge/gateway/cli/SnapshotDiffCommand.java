package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.citygauge.gateway.snapshot.diff.IndicatorChange;
import org.citygauge.gateway.snapshot.diff.SnapshotDiff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapshot diff}: what changed from one package to another. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Names every indicator that changed from package A to package B, with the inputs that changed it: figures, what"
                    + " sensors sent, rows of the register, the catalogue.",
            "Both are of one city: two revisions of a year, or two years. Needs no server."
        })
final class SnapshotDiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "the earlier package")
    @SuppressWarnings("NullAway.Init")
    private Path before;

    @Parameters(index = "1", paramLabel = "B", description = "the later package")
    @SuppressWarnings("NullAway.Init")
    private Path after;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            SnapshotDiff diff = SnapshotDiff.of(before, after);
            out.println("from " + diff.before() + " to " + diff.after());
            diff.general().forEach(out::println);
            for (IndicatorChange change : diff.changes()) {
                out.println();
                out.println(
                        change.number() + "  " + change.title() + ": " + change.before() + " became " + change.after());
                change.because().forEach(line -> out.println("    " + line));
            }
            out.println();
            out.println(diff.changes().size() + " indicators changed, " + diff.same() + " did not.");
            return 0;
        } catch (IOException failed) {
            out.println(failed.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }
}
