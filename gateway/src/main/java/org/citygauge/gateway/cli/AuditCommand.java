package org.citygauge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.citygauge.gateway.ledger.AuditEntry;
import org.citygauge.gateway.ledger.AuditFinding;
import org.citygauge.gateway.ledger.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: who did what when. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "The log of who did what, chained by hash.")
public final class AuditCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? audit verify or list");
    }

    /** {@code audit verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Computes the chain of the audit log again and compares the whole ledger with it; exits with 1 where it does not"
                        + " fit, and names the first entry that does not.",
                "It prints the hash of the last entry: written down elsewhere, it proves later that nothing before was changed."
            })
    static final class Verify extends LedgerCommand {
        private final InstantSource clock;

        @Mixin
        private final LedgerFolder folder = new LedgerFolder();

        Verify(Map<String, String> environment, InstantSource clock) {
            super(environment);
            this.clock = clock;
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            if (folder.isGiven()) {
                try (Ledger ledger = folder.open(clock, false)) {
                    AuditFinding found = ledger.audit().verify();
                    return print(out, found.entries(), found.head(), found.problems());
                }
            }
            JsonNode found = calls.get("/api/v1/audit/verification");
            var problems = new ArrayList<String>();
            found.path("problems").forEach(problem -> problems.add(problem.asText()));
            return print(out, found.path("entries").asLong(), found.path("head").asText(), problems);
        }

        private static int print(PrintWriter out, long entries, String head, List<String> problems) {
            problems.forEach(out::println);
            out.println(entries + (entries == 1 ? " entry, " : " entries, ")
                    + (problems.isEmpty() ? "all of them fit" : problems.size() + " problems")
                    + "; hash of the last: " + head);
            return problems.isEmpty() ? 0 : 1;
        }
    }

    /** {@code audit list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists who did what, the oldest first.")
    static final class ListAll extends LedgerCommand {
        private static final int PAGE = 500;
        private final InstantSource clock;

        @Mixin
        private final LedgerFolder folder = new LedgerFolder();

        ListAll(Map<String, String> environment, InstantSource clock) {
            super(environment);
            this.clock = clock;
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            if (folder.isGiven()) {
                try (Ledger ledger = folder.open(clock, false)) {
                    list(ledger, out);
                }
                return 0;
            }
            calls.all("/api/v1/audit?limit=1000")
                    .forEach(entry -> print(
                            out,
                            entry.path("seq").asText(),
                            entry.path("time").asText(),
                            entry.path("actor").asText(),
                            entry.path("action").asText() + " "
                                    + entry.path("subject").asText()));
            return 0;
        }

        private static void list(Ledger ledger, PrintWriter out) {
            long after = 0;
            for (List<AuditEntry> page = ledger.audit().entries(after, PAGE);
                    !page.isEmpty();
                    page = ledger.audit().entries(after, PAGE)) {
                page.forEach(entry -> print(
                        out,
                        Long.toString(entry.seq()),
                        entry.time().toString(),
                        entry.actor(),
                        entry.action() + " " + entry.subject()));
                after = page.getLast().seq();
            }
        }

        private static void print(PrintWriter out, String seq, String time, String actor, String what) {
            out.println(seq + "  " + time + "  " + actor + "  " + what);
        }
    }
}
