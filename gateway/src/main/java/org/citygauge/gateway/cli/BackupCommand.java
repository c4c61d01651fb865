package org.citygauge.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.archive.BackupUnusable;
import org.citygauge.gateway.run.RestoredFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: the archive of a running gateway as a file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies archive and ledger of a running gateway into FILE, with all that was acknowledged before; checks it, too.",
            "FILE appears when it is whole and checked. \"citygauge restore\" makes a data folder of it.",
            "citygauge.yaml, registry, figures.csv and keys are files of yours, and not in it."
        })
public final class BackupCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/backups";
    private static final long LOOK_NANOS = 200_000_000L;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "is written; must not exist")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private final GatewayAddress gateway;

    /** @param environment where the token may be */
    public BackupCommand(Map<String, String> environment) {
        gateway = new GatewayAddress(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            refuseToReplace();
            String id = made();
            part.toFile().deleteOnExit(); // should somebody end us
            Fetched.to(part, gateway, PATH + "/" + id + "/file");
            Backup backup = RestoredFolder.check(part);
            Files.createLink(file, part); // never over a file that appeared meanwhile
            out.println("wrote " + file + ", " + Files.size(file) + " bytes: " + backup.city() + " as of "
                    + backup.asOf() + ", " + backup.readings() + " readings; SHA-256 of what it holds: "
                    + backup.digest());
            return 0;
        } catch (FailedCommand | BackupUnusable failed) {
            out.println(failed.getMessage());
            return 1;
        } catch (IOException failed) {
            out.println(gateway.url() + " or " + file + ": " + failed);
            return 1;
        } finally {
            delete(part);
            out.flush();
        }
    }

    private void refuseToReplace() throws FailedCommand, IOException {
        if (Files.exists(file)) {
            throw new FailedCommand(file + " is there already and is not replaced");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new FailedCommand(folder + " is no folder");
        }
    }

    /** Waits until the gateway has made one; its id. */
    private String made() throws IOException, InterruptedException, FailedCommand {
        JsonObject state = Fetched.json(GatewayClient.post(gateway, PATH), 202);
        String id = state.getString("id");
        try (var bar = new Bar("copying", state.getLong("total", 0L))) {
            while (state.getString("state").equals("copying")) {
                bar.stepTo(state.getLong("bytes"), state.getLong("total"));
                LockSupport.parkNanos(LOOK_NANOS);
                state = Fetched.json(GatewayClient.get(gateway, PATH + "/" + id), 200);
            }
        }
        if (state.getString("state").equals("failed")) {
            throw new FailedCommand("the gateway could not make a backup: " + state.getString("problem"));
        }
        return id;
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException stays) {
            part.toFile().deleteOnExit();
        }
    }
}
