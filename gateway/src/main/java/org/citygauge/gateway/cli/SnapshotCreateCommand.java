package org.citygauge.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapshot create}: asks a running gateway for the package of a year. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a closed year as a package that \"citygauge verify\" checks without a server; with --draft, a year as it"
                    + " stands.",
            "The package is signed with the gateway's key; its public half is DATA/keys/signing-key.pub.pem."
        })
final class SnapshotCreateCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/snapshots";
    private static final long LOOK_NANOS = 200_000_000L;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final GatewayAddress gateway;

    @Option(names = "--year", required = true, paramLabel = "Y", description = "the reporting year")
    private int year;

    @Option(names = "--draft", description = "of a year that is not closed")
    private boolean draft;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "default: citygauge-CITY-YEAR.zip, with -rN for a revision and -draft for a draft")
    private @Nullable Path out;

    SnapshotCreateCommand(Map<String, String> environment) {
        gateway = new GatewayAddress(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter console = spec.commandLine().getOut();
        try {
            JsonObject made = made();
            Path file = out == null ? Path.of(made.getString("name")) : out;
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try {
                Fetched.to(part, gateway, PATH + "/" + made.getString("id") + "/file");
                Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            console.println("wrote " + file + ", " + made.getLong("bytes") + " bytes");
            console.println("digest  " + made.getString("digest"));
            console.println("signed  " + made.getString("key"));
            console.println("check it: citygauge verify " + file);
            return 0;
        } catch (FailedCommand failed) {
            console.println(failed.getMessage());
            return 1;
        } catch (IOException failed) {
            console.println(gateway.url() + ": " + failed);
            return 1;
        } finally {
            console.flush();
        }
    }

    /** Waits until the gateway has made it; what it says of it. */
    private JsonObject made() throws IOException, InterruptedException, FailedCommand {
        JsonObject state = Fetched.json(GatewayClient.post(gateway, PATH + "?year=" + year + "&draft=" + draft), 202);
        try (var bar = Bar.ofParts("packing", state.getLong("total", 0L))) {
            while (state.getString("state").equals("packing")) {
                bar.stepTo(state.getLong("done"), state.getLong("total"));
                LockSupport.parkNanos(LOOK_NANOS);
                state = Fetched.json(GatewayClient.get(gateway, PATH + "/" + state.getString("id")), 200);
            }
        }
        if (state.getString("state").equals("failed")) {
            throw new FailedCommand("the gateway could not make the package: " + state.getString("problem"));
        }
        return state;
    }
}
