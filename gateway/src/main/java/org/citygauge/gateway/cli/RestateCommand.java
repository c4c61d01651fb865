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

/** {@code restate}: a new revision of a closed year. */
@Command(
        name = "restate",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what came for a closed year since, with its effect on each indicator, and closes the year again with all of it.",
            "The revisions before stay as they were. On a terminal it asks first."
        })
public final class RestateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final GatewayAddress gateway;

    private final InputStream input;

    @Parameters(paramLabel = "Y", description = "the reporting year")
    private int year;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for those who read it later")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    /**
     * @param environment for the token
     * @param input where an answer is read
     */
    public RestateCommand(Map<String, String> environment, InputStream input) {
        gateway = new GatewayAddress(environment);
        this.input = input;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var client = new YearClient(gateway, out);
        try {
            JsonObject before = client.standing(year);
            client.printReasons(before);
            if (!client.agreed("Restate " + year + "?", yes, input)) {
                out.println(year + " stays as it is");
                return 1;
            }
            JsonObject closed = client.post(before, "restate", new JsonObject().put("reason", reason));
            out.println(year + " is restated: revision " + closed.getInteger("revision") + ", by "
                    + closed.getString("by"));
            return 0;
        } catch (IOException failed) {
            out.println(gateway.url() + ": " + failed.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }
}
