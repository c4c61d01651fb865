package org.citygauge.gateway.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private static final int PART = 1 << 20;

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
            fetch(id, part);
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
        JsonObject state = json(GatewayClient.post(gateway, PATH), 202);
        String id = state.getString("id");
        try (var bar = new Bar("copying", state.getLong("total", 0L))) {
            while (state.getString("state").equals("copying")) {
                bar.stepTo(state.getLong("bytes"), state.getLong("total"));
                LockSupport.parkNanos(LOOK_NANOS);
                state = json(GatewayClient.get(gateway, PATH + "/" + id), 200);
            }
        }
        if (state.getString("state").equals("failed")) {
            throw new FailedCommand("the gateway could not make a backup: " + state.getString("problem"));
        }
        return id;
    }

    private void fetch(String id, Path part) throws IOException, InterruptedException, FailedCommand {
        HttpResponse<InputStream> answer = GatewayClient.open(gateway, PATH + "/" + id + "/file");
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        try (InputStream in = answer.body();
                FileChannel channel = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                var bar = new Bar("fetching", length)) {
            if (answer.statusCode() != 200) {
                throw new FailedCommand(refusal(answer.statusCode(), in.readAllBytes()));
            }
            var buffer = new byte[PART];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                var bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                bar.stepBy(read);
            }
            channel.force(true);
        }
    }

    private static JsonObject json(HttpResponse<byte[]> answer, int wanted) throws FailedCommand {
        if (answer.statusCode() != wanted) {
            throw new FailedCommand(refusal(answer.statusCode(), answer.body()));
        }
        return new JsonObject(Buffer.buffer(answer.body()));
    }

    private static String refusal(int status, byte[] body) {
        return "the gateway answered " + status + ": " + new String(body, StandardCharsets.UTF_8);
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException stays) {
            part.toFile().deleteOnExit();
        }
    }
}
