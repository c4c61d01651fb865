package org.citygauge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.config.Amount;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.ledger.NewToken;
import org.citygauge.gateway.ledger.Role;
import org.citygauge.gateway.ledger.Token;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token}: what opens the gateway's door to people and programs. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Tokens that open the gateway's HTTP door, each with a name and a role: viewer, editor, approver, auditor.",
            "Once the first is made, every request needs one."
        })
public final class TokenCommand implements Runnable {
    private static final String PATH = "/api/v1/tokens";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? token create, list or revoke");
    }

    /** {@code token create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a token and prints it, this once; only its hash is kept. The first must be an approver's.",
                "With --data it is written into that data folder directly, gateway or no gateway: for the first token, and"
                        + " when no approver's token opens any more."
            })
    static final class Create extends LedgerCommand {
        private final InstantSource clock;

        @Mixin
        private final LedgerFolder folder = new LedgerFolder();

        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "whose it is, as it stands in the ledger")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, editor, approver or auditor")
        @SuppressWarnings("NullAway.Init")
        private String role;

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                description =
                        "a day, at whose beginning it runs out (in the city; with --data in UTC), an instant, or a"
                                + " duration such as 90d; an auditor's needs one")
        private @Nullable String expires;

        Create(Map<String, String> environment, InstantSource clock) {
            super(environment);
            this.clock = clock;
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            Role known = Role.of(role)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--role: \"" + role + "\" is none of viewer, editor, approver, auditor"));
            String secret;
            if (folder.isGiven()) {
                try (Ledger ledger = folder.open(clock, true)) {
                    NewToken made = ledger.tokens()
                            .create(
                                    Caller.LOCAL,
                                    name,
                                    known,
                                    Optional.ofNullable(expires).map(this::instant));
                    secret = made.secret();
                }
            } else {
                secret = calls.send(
                                "POST",
                                PATH,
                                LedgerCalls.object()
                                        .put("name", name)
                                        .put("role", known.code())
                                        .put("expires", forGateway()))
                        .path("token")
                        .asText();
            }
            PrintWriter aside = spec.commandLine().getErr();
            aside.println("The token of " + name + " (" + known.code() + "), shown this once:");
            aside.flush();
            out.println(secret);
            return 0;
        }

        /** A duration as the instant it leads to; the rest the gateway understands. */
        private @Nullable String forGateway() {
            return expires == null
                    ? null
                    : Amount.duration(expires)
                            .map(duration -> clock.instant().plus(duration).toString())
                            .orElse(expires);
        }

        private Instant instant(String text) {
            try {
                return Amount.duration(text)
                        .map(duration -> clock.instant().plus(duration))
                        .orElseGet(() -> text.indexOf('T') < 0
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException none) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--expires: \"" + text + "\" is no day such as 2027-01-01, instant, or duration such as 90d");
            }
        }
    }

    /** {@code token list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists all tokens there ever were, without what opens the door.")
    static final class ListAll extends LedgerCommand {
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
                    ledger.tokens().all().forEach(token -> out.println(line(token)));
                }
                return 0;
            }
            for (JsonNode token : calls.get(PATH)) {
                out.println(
                        token.path("name").asText() + "  " + token.path("role").asText() + "  "
                                + token.path("state").asText()
                                + (token.path("expires").isNull()
                                        ? ""
                                        : "  until " + token.path("expires").asText())
                                + "  by " + token.path("by").asText()
                                + (token.path("revoked").isNull()
                                        ? ""
                                        : "  revoked " + token.path("revoked").asText() + " by "
                                                + token.path("revokedBy").asText()));
            }
            return 0;
        }

        private String line(Token token) {
            String state =
                    token.revoked().isPresent() ? "revoked" : token.isExpired(clock.instant()) ? "expired" : "valid";
            return token.name() + "  " + token.role().code() + "  " + state
                    + token.expires().map(end -> "  until " + end).orElse("") + "  by " + token.by()
                    + token.revoked()
                            .map(revoked -> "  revoked " + revoked.time() + " by " + revoked.by())
                            .orElse("");
        }
    }

    /** {@code token revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Takes a token back; it opens nothing from now on. With --data as with token create.")
    static final class Revoke extends LedgerCommand {
        private final InstantSource clock;

        @Mixin
        private final LedgerFolder folder = new LedgerFolder();

        @Parameters(paramLabel = "NAME", description = "whose it is")
        @SuppressWarnings("NullAway.Init")
        private String name;

        Revoke(Map<String, String> environment, InstantSource clock) {
            super(environment);
            this.clock = clock;
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            if (folder.isGiven()) {
                try (Ledger ledger = folder.open(clock, false)) {
                    ledger.tokens().revoke(Caller.LOCAL, name);
                }
            } else {
                calls.send("DELETE", PATH + "/" + LedgerCalls.encoded(name), LedgerCalls.object());
            }
            out.println("the token of " + name + " opens nothing any more");
            return 0;
        }
    }
}
