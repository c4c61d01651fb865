package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapshot}: the year as a package. */
@Command(name = "snapshot", mixinStandardHelpOptions = true, description = "The year as a package.")
public final class SnapshotCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? snapshot create --year Y --draft");
    }

    /** {@code snapshot create}: asks a running gateway for the package. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Writes the year so far as a package that \"citygauge verify\" checks without a server.")
    static final class Create implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final GatewayAddress gateway;

        @Option(names = "--year", required = true, paramLabel = "Y", description = "the reporting year")
        private int year;

        @Option(names = "--draft", description = "of a year that is not closed")
        private boolean draft;

        @Option(names = "--out", paramLabel = "FILE", description = "default: citygauge-YEAR-draft.zip")
        private @Nullable Path out;

        Create(Map<String, String> environment) {
            gateway = new GatewayAddress(environment);
        }

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter console = spec.commandLine().getOut();
            if (!draft) {
                throw new ParameterException(
                        spec.commandLine(), "Years cannot be closed yet, so there are drafts only: add --draft");
            }
            Path file = out == null ? Path.of("citygauge-" + year + "-draft.zip") : out;
            try {
                HttpResponse<byte[]> answer = GatewayClient.get(gateway, "/api/v1/snapshots/draft?year=" + year);
                if (answer.statusCode() != 200) {
                    console.println("the gateway answered " + answer.statusCode() + ": "
                            + new String(answer.body(), StandardCharsets.UTF_8));
                    console.flush();
                    return 1;
                }
                Files.write(file, answer.body());
                console.println(
                        "wrote " + file + ", " + answer.body().length + " bytes; check it: citygauge verify " + file);
                console.flush();
                return 0;
            } catch (IOException failed) {
                console.println(gateway.url() + " or " + file + ": " + failed);
                console.flush();
                return 1;
            }
        }
    }
}
