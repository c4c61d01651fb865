package org.citygauge.gateway.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code compare}: a year beside another one. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Puts every indicator of a year beside the same of another.",
            "Says by how much each changed, whether that is for the better, and whether both were made in the same way."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final String LINE = "%-6s %-44.44s %14s %14s %9s  %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final GatewayAddress gateway;

    @Option(names = "--year", required = true, paramLabel = "Y", description = "the reporting year")
    private int year;

    @Option(names = "--with", paramLabel = "Y", description = "the other year (default: the one before)")
    private @Nullable Integer with;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "as CSV with exact decimals (default: a table is printed)")
    private @Nullable Path file;

    /** @param environment for the token */
    public CompareCommand(Map<String, String> environment) {
        gateway = new GatewayAddress(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String path = "/api/v1/comparison?year=" + year + (with == null ? "" : "&with=" + with);
        if (file != null) {
            Path csv = file;
            return Answered.get(gateway, path + "&format=csv", out, body -> {
                Files.write(csv, body);
                out.println("wrote " + csv);
            });
        }
        return Answered.get(gateway, path, out, body -> table(new JsonObject(Buffer.buffer(body)), out));
    }

    private static void table(JsonObject comparison, PrintWriter out) {
        out.printf(
                Locale.ROOT, LINE, "", "", comparison.getInteger("with"), comparison.getInteger("year"), "change", "");
        comparison.getJsonArray("indicators").forEach(entry -> {
            JsonObject indicator = (JsonObject) entry;
            out.printf(
                    Locale.ROOT,
                    LINE,
                    indicator.getString("number"),
                    indicator.getString("title"),
                    value(indicator.getJsonObject("before")),
                    value(indicator.getJsonObject("after")),
                    percent(indicator.getDouble("relativeChange")),
                    remark(indicator));
        });
    }

    private static String value(@Nullable JsonObject side) {
        Double value = side == null ? null : side.getDouble("value");
        return value == null ? "–" : String.format(Locale.ROOT, "%.5g", value);
    }

    private static String percent(@Nullable Double relative) {
        return relative == null ? "" : String.format(Locale.ROOT, "%+.1f %%", relative * 100);
    }

    private static String remark(JsonObject indicator) {
        String direction = indicator.getString("direction").equals("unknown") ? "" : indicator.getString("direction");
        return indicator.getBoolean("methodologyChanged") ? direction + ", made in another way" : direction;
    }
}
