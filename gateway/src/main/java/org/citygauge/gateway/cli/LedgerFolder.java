package org.citygauge.gateway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.citygauge.gateway.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A data folder instead of a gateway: the option of commands that need none. */
final class LedgerFolder {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "work on the ledger of this data folder instead of asking a gateway; it may be running")
    private @Nullable Path data;

    boolean isGiven() {
        return data != null;
    }

    /** @param make whether a folder without a ledger gets one */
    Ledger open(InstantSource clock, boolean make) throws FailedCommand {
        Path folder = java.util.Objects.requireNonNull(data, "asked for only where it is given")
                .toAbsolutePath();
        if (!make && !Files.isDirectory(Ledger.folder(folder))) {
            throw new FailedCommand(folder + " has no ledger");
        }
        Path parent = folder.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new FailedCommand(folder + ": there is no folder to make it in");
        }
        return Ledger.open(folder, clock);
    }
}
