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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code figure}: one figure on its way from a draft to what counts. */
@Command(
        name = "figure",
        mixinStandardHelpOptions = true,
        description = "One figure that somebody enters: written, submitted, approved by somebody else, looked up.")
public final class FigureCommand implements Runnable {
    static final String PATH = "/api/v1/figures";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? figure set, show, list, submit, approve, return or withdraw");
    }

    /** A command about one figure. */
    abstract static class OfOne extends LedgerCommand {
        @Parameters(index = "0", paramLabel = "MEASURE", description = "its name in the catalogue")
        @SuppressWarnings("NullAway.Init")
        private String measure;

        @Parameters(index = "1", paramLabel = "YEAR", description = "the year it is reported for")
        private int year;

        OfOne(Map<String, String> environment) {
            super(environment);
        }

        String path() {
            return PATH + "/" + LedgerCalls.encoded(measure) + "/" + year;
        }
    }

    /** {@code figure set}. */
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Writes a figure down as a draft. What is in force stays so until the draft is submitted and approved.",
                "The evidence is kept first."
            })
    static final class Set extends OfOne {
        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "VALUE",
                description = "a number with a decimal point; negative ones behind --")
        private @Nullable String value;

        @Option(names = "--not-available", paramLabel = "REASON", description = "instead of a value: why there is none")
        private @Nullable String notAvailable;

        @Option(names = "--unit", paramLabel = "UNIT", description = "UCUM (default: the measure's own)")
        private @Nullable String unit;

        @Option(
                names = "--year-of-data",
                paramLabel = "YEAR",
                description = "of the data (default: the year reported for)")
        private @Nullable Integer yearOfData;

        @Option(names = "--organisation", paramLabel = "NAME", description = "who says so")
        private @Nullable String organisation;

        @Option(names = "--document", paramLabel = "TITLE", description = "in which document")
        private @Nullable String document;

        @Option(names = "--address", paramLabel = "URL", description = "where the document is found")
        private @Nullable String address;

        @Option(names = "--method", paramLabel = "TEXT", description = "how it was found")
        private @Nullable String method;

        @Option(names = "--comment", paramLabel = "TEXT", description = "what else there is to say")
        private @Nullable String comment;

        @Option(names = "--as-of", paramLabel = "DAY", description = "when it was true")
        private @Nullable String asOf;

        @Option(names = "--evidence", paramLabel = "FILE", description = "proves it; may be given again")
        private final List<Path> evidence = new ArrayList<>();

        @Option(names = "--reason", paramLabel = "TEXT", description = "why it is written")
        private @Nullable String reason;

        Set(Map<String, String> environment) {
            super(environment);
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            if ((value == null) == (notAvailable == null)) {
                throw new ParameterException(spec.commandLine(), "Give a VALUE, or --not-available REASON");
            }
            ObjectNode body = LedgerCalls.object()
                    .put("value", value)
                    .put("notAvailableBecause", notAvailable)
                    .put("unit", unit)
                    .put("yearOfData", yearOfData)
                    .put("method", method)
                    .put("comment", comment)
                    .put("asOf", asOf)
                    .put("reason", reason);
            body.putObject("source")
                    .put("organisation", organisation)
                    .put("document", document)
                    .put("address", address);
            body.set("evidence", calls.evidence(evidence));
            JsonNode drafted = calls.send("PUT", path(), body);
            FigureText.line(out, drafted);
            FigureText.remarks(out, drafted);
            return 0;
        }
    }

    /** {@code figure show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows all versions of a figure.")
    static final class Show extends OfOne {
        Show(Map<String, String> environment) {
            super(environment);
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            JsonNode figure = calls.get(path());
            FigureText.line(out, figure);
            figure.path("versions").forEach(version -> FigureText.version(out, version));
            return 0;
        }
    }

    /** {@code figure list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists figures as their newest step left them, and what is in force beside them.")
    static final class ListAll extends LedgerCommand {
        @Option(names = "--year", paramLabel = "Y", description = "only those reported for this year")
        private @Nullable Integer year;

        @Option(names = "--measure", paramLabel = "MEASURE", description = "only those of this measure")
        private @Nullable String measure;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "only those that are draft, submitted, approved, returned or withdrawn")
        private @Nullable String state;

        @Option(
                names = "--as-of",
                paramLabel = "DAY",
                description = "as they were known when this day ended; or an instant")
        private @Nullable String asOf;

        ListAll(Map<String, String> environment) {
            super(environment);
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            String query =
                    "?limit=1000" + of("year", year) + of("measure", measure) + of("state", state) + of("asOf", asOf);
            JsonNode all = calls.all(PATH + query);
            all.forEach(figure -> FigureText.line(out, figure));
            out.println(all.size() + (all.size() == 1 ? " figure" : " figures"));
            return 0;
        }

        private static String of(String name, @Nullable Object value) {
            return value == null ? "" : "&" + name + "=" + LedgerCalls.encoded(value.toString());
        }
    }

    /** A step on the way of a figure. */
    abstract static class Step extends OfOne {
        // --version asks for another thing here, so that picocli's own options cannot be mixed in.
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help message and exit.")
        @SuppressWarnings("UnusedVariable") // picocli looks at it
        private boolean help;

        @Option(names = "--comment", paramLabel = "TEXT", description = "why")
        private @Nullable String comment;

        @Option(
                names = "--version",
                paramLabel = "N",
                description = "the version that was looked at; where another is the newest by now, nothing happens")
        private @Nullable Long version;

        Step(Map<String, String> environment) {
            super(environment);
        }

        @Override
        int run(LedgerCalls calls, PrintWriter out) throws IOException, InterruptedException, FailedCommand {
            ObjectNode body = LedgerCalls.object().put("comment", comment).put("version", version);
            JsonNode taken = calls.send("POST", path() + "/" + spec.name(), body);
            FigureText.line(out, taken);
            FigureText.remarks(out, taken);
            return 0;
        }
    }

    /** {@code figure submit}. */
    @Command(name = "submit", description = "Hands a draft, or what was returned, to the approver.")
    static final class Submit extends Step {
        Submit(Map<String, String> environment) {
            super(environment);
        }
    }

    /** {@code figure approve}. */
    @Command(name = "approve", description = "Puts what was submitted in force. Not for whoever wrote it.")
    static final class Approve extends Step {
        Approve(Map<String, String> environment) {
            super(environment);
        }
    }

    /** {@code figure return}. */
    @Command(name = "return", description = "Gives what was submitted back, with a comment.")
    static final class Return extends Step {
        Return(Map<String, String> environment) {
            super(environment);
        }
    }

    /** {@code figure withdraw}. */
    @Command(name = "withdraw", description = "Takes back what was proposed, or else what is in force.")
    static final class Withdraw extends Step {
        Withdraw(Map<String, String> environment) {
            super(environment);
        }
    }
}
