package org.citygauge.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code close-year}: freezes a year that is over. */
@Command(
        name = "close-year",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what the year still misses, and freezes it: readings, register, figures, bindings and catalogue as they are now.",
            "What comes later is kept and listed, and changes it only with restate. On a terminal it asks first."
        })
public final class CloseYearCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final GatewayAddress gateway;

    private final InputStream input;

    @Parameters(paramLabel = "Y", description = "the reporting year")
    private int year;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    /**
     * @param environment for the token
     * @param input where an answer is read
     */
    public CloseYearCommand(Map<String, String> environment, InputStream input) {
        gateway = new GatewayAddress(environment);
        this.input = input;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var client = new YearClient(gateway, out);
        try {
            JsonObject before = client.standing(year);
            client.printMissing(before);
            if (!client.agreed("Close " + year + "?", yes, input)) {
                out.println(year + " stays open");
                return 1;
            }
            JsonObject closed = client.post(before, "close", new JsonObject());
            out.println(
                    year + " is closed, revision " + closed.getInteger("revision") + ", by " + closed.getString("by"));
            return 0;
        } catch (IOException failed) {
            out.println(gateway.url() + ": " + failed.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }
}
