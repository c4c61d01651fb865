package org.citygauge.gateway.cli;

import java.io.PrintWriter;
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
import picocli.CommandLine.Spec;

/** {@code open-data}: a year as the table that cities publish. */
@Command(
        name = "open-data",
        mixinStandardHelpOptions = true,
        description = {
            "A year as CSV in the columns that cities publish their indicators in.",
            "These are type, topic, id, indicator, period, numerator, denominator, value, value_type, sources. Numbers have all their"
                    + " digits; what has no value has empty cells."
        })
public final class OpenDataCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final GatewayAddress gateway;

    @Option(names = "--year", required = true, paramLabel = "Y", description = "the reporting year")
    private int year;

    @Option(names = "--out", paramLabel = "FILE", description = "default: printed")
    private @Nullable Path file;

    /** @param environment for the token */
    public OpenDataCommand(Map<String, String> environment) {
        gateway = new GatewayAddress(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return Answered.get(gateway, "/api/v1/open-data?year=" + year, out, body -> {
            if (file == null) {
                out.print(new String(body, StandardCharsets.UTF_8));
            } else {
                Files.write(file, body);
                out.println("wrote " + file);
            }
        });
    }
}
