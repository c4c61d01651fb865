package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evidence}: files that prove figures and certificates. */
@Command(name = "evidence", mixinStandardHelpOptions = true, description = "Files that prove figures and certificates.")
public final class EvidenceCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? evidence add FILE");
    }

    /** {@code evidence add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Has the gateway keep a file, at most 64 MiB, and prints its SHA-256, which it is known by.")
    static final class Add extends LedgerCommand {
        @Parameters(paramLabel = "FILE", description = "what is to be kept")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        Add(Map<String, String> environment) {
            super(environment);
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            out.println(calls.evidence(file).path("sha256").asText());
            return 0;
        }
    }
}
