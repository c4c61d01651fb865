package org.citygauge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certificate}: what the city was certified for already. */
@Command(name = "certificate", mixinStandardHelpOptions = true, description = "The certificates the city has.")
public final class CertificateCommand implements Runnable {
    private static final String PATH = "/api/v1/certificates";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? certificate add or list");
    }

    /** {@code certificate add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Records a certificate, such as the one of ISO 37120 that ISO 37122 builds on.")
    static final class Add extends LedgerCommand {
        @Option(names = "--standard", required = true, paramLabel = "NAME", description = "such as \"ISO 37120\"")
        @SuppressWarnings("NullAway.Init")
        private String standard;

        @Option(names = "--level", paramLabel = "LEVEL", description = "such as Gold")
        private @Nullable String level;

        @Option(names = "--date", required = true, paramLabel = "DAY", description = "when it was given")
        @SuppressWarnings("NullAway.Init")
        private String date;

        @Option(names = "--certifier", required = true, paramLabel = "NAME", description = "who gave it")
        @SuppressWarnings("NullAway.Init")
        private String certifier;

        @Option(names = "--comment", paramLabel = "TEXT", description = "what else there is to say")
        private @Nullable String comment;

        @Option(names = "--evidence", paramLabel = "FILE", description = "the certificate itself; may be given again")
        private final List<Path> evidence = new ArrayList<>();

        Add(Map<String, String> environment) {
            super(environment);
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            ObjectNode body = LedgerCalls.object()
                    .put("standard", standard)
                    .put("level", level)
                    .put("date", date)
                    .put("certifier", certifier)
                    .put("comment", comment);
            body.set("evidence", calls.evidence(evidence));
            line(out, calls.send("POST", PATH, body));
            return 0;
        }
    }

    /** {@code certificate list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the certificates.")
    static final class ListAll extends LedgerCommand {
        ListAll(Map<String, String> environment) {
            super(environment);
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            calls.get(PATH).forEach(certificate -> line(out, certificate));
            return 0;
        }
    }

    private static void line(PrintWriter out, JsonNode certificate) {
        out.println(certificate.path("date").asText() + "  "
                + certificate.path("standard").asText() + "  "
                + certificate.path("level").asText() + "  by "
                + certificate.path("certifier").asText()
                + "  (recorded by " + certificate.path("actor").asText() + ")");
    }
}
