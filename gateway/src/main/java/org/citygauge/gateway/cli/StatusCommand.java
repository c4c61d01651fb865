package org.citygauge.gateway.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: what a year still needs. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "What the year still needs: indicators by theme, missing ones with reason and owner, evidence, completeness,"
                        + " the prerequisite, the level reached.")
public final class StatusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final GatewayAddress gateway;

    @Option(names = "--year", required = true, paramLabel = "Y", description = "the reporting year")
    private int year;

    @Option(names = "--all", description = "print long lists whole")
    private boolean all;

    /** @param environment for the token */
    public StatusCommand(Map<String, String> environment) {
        gateway = new GatewayAddress(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            HttpResponse<byte[]> answer = GatewayClient.get(gateway, "/api/v1/certification?year=" + year);
            if (answer.statusCode() == 200) {
                StatusText.of(new JsonObject(Buffer.buffer(answer.body())), state(), all)
                        .forEach(out::println);
            } else {
                out.println(Refusal.of(answer.statusCode(), answer.body()));
            }
            out.flush();
            return answer.statusCode() == 200 ? 0 : 1;
        } catch (IOException unreachable) {
            out.println(gateway.url() + " cannot be reached: " + unreachable);
            out.flush();
            return 1;
        }
    }

    /** Whether the year is closed, and what came for it since. */
    private JsonObject state() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = GatewayClient.get(gateway, "/api/v1/years/" + year);
        if (answer.statusCode() != 200) {
            throw new IOException("the year's state: the gateway answered " + answer.statusCode());
        }
        return new JsonObject(Buffer.buffer(answer.body()));
    }
}
