package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.BackupUnusable;
import org.citygauge.gateway.run.RestoredFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: a data folder from a backup. Needs no gateway. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a backup and makes it the archive, and where there is none the ledger, of a data folder; needs no gateway.",
            "If the folder still has the journal of the same city, what came after the backup is taken in from it at the start."
        })
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "what \"citygauge backup\" wrote; stays as it is")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the data folder")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            var kept = new ArrayList<Path>();
            Backup backup = restore(kept::add);
            kept.forEach(file -> out.println("kept " + file + ", which was there: it is newer than the backup"));
            out.println("restored " + backup.city() + " as of " + backup.asOf() + ", " + backup.readings()
                    + " readings; start it with: citygauge serve --config FILE --data " + data);
            return 0;
        } catch (FileAlreadyExistsException there) {
            out.println(there.getMessage()
                    + " is there already and is not replaced; move it away, or choose another folder");
            return 1;
        } catch (BackupUnusable | IOException failed) {
            out.println(failed.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }

    private Backup restore(Consumer<Path> kept) throws BackupUnusable, IOException {
        long size = Files.isRegularFile(file) ? Files.size(file) : 0;
        try (var bar = new Bar("restoring", size)) {
            return RestoredFolder.restore(file, data, bar::stepBy, kept);
        }
    }
}
