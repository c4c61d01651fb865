package org.citygauge.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Closes a year or closes it again: shows what that means, asks whoever sits at a terminal, and does it. */
abstract class YearAct implements Callable<Integer> {
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
    YearAct(Map<String, String> environment, InputStream input) {
        gateway = new GatewayAddress(environment);
        this.input = input;
    }

    /** What is asked, in the words of people and of the API, and how it reads when it is done or not. */
    record Words(String question, String action, String done, String undone) {}

    abstract Words words();

    abstract JsonObject body();

    /** Prints what whoever asks for it should know before. */
    abstract void show(YearClient client, JsonObject standing);

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var client = new YearClient(gateway, out);
        try {
            JsonObject before = client.standing(year);
            show(client, before);
            if (!client.agreed(words().question() + " " + year + "?", yes, input)) {
                out.println(year + " " + words().undone());
                return 1;
            }
            JsonObject closed = client.post(before, words().action(), body());
            out.println(year + " " + words().done() + " revision " + closed.getInteger("revision") + ", by "
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
