package org.citygauge.gateway.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code influx}: the copy in InfluxDB. */
@Command(name = "influx", mixinStandardHelpOptions = true, description = "The copy of the numbers in InfluxDB.")
public final class InfluxCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? influx rebuild [--from DAY] [--to DAY]");
    }

    /** {@code influx rebuild}: has a running gateway write a part of the copy again. */
    @Command(
            name = "rebuild",
            mixinStandardHelpOptions = true,
            description = {
                "Has a running gateway delete hours in InfluxDB and write them again, and waits until it is done.",
                "Ending this command does not end the rebuild."
            })
    static final class Rebuild implements Callable<Integer> {
        private static final String PATH = "/api/v1/projections/influx";
        private static final int STEPS = 1_000;
        private static final long LOOK_MILLIS = 300;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final GatewayAddress gateway;

        @Option(
                names = "--from",
                paramLabel = "DAY",
                description = "a day, for its midnight in the city, or an instant (default: the year's start)")
        private @Nullable String from;

        @Option(names = "--to", paramLabel = "DAY", description = "the same (default: now)")
        private @Nullable String to;

        Rebuild(Map<String, String> environment) {
            gateway = new GatewayAddress(environment);
        }

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            try {
                HttpResponse<byte[]> begun = GatewayClient.post(gateway, PATH + "/rebuild" + query());
                if (begun.statusCode() != 202) {
                    out.println("the gateway answered " + begun.statusCode() + ": " + text(begun));
                    return 1;
                }
                JsonObject last = Boolean.getBoolean("citygauge.terminal") ? followWithBar() : follow(share -> {});
                out.println("rebuilt " + last.getString("from") + " to " + last.getString("to") + ": "
                        + last.getLong("points") + " points");
                return 0;
            } catch (IOException failed) {
                out.println(gateway.url() + ": " + failed.getMessage());
                return 1;
            } finally {
                out.flush();
            }
        }

        private String query() {
            return "?from=" + encoded(from) + "&to=" + encoded(to);
        }

        private static String encoded(@Nullable String text) {
            return text == null ? "" : URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        private static String text(HttpResponse<byte[]> answer) {
            return new String(answer.body(), StandardCharsets.UTF_8);
        }

        private JsonObject followWithBar() throws IOException, InterruptedException {
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName("rebuilding")
                    .setInitialMax(STEPS)
                    .hideEta()
                    .build()) {
                return follow(share -> bar.stepTo((long) (share * STEPS)));
            }
        }

        /** Until it is done; what it came to. */
        private JsonObject follow(Consumer<Double> progress) throws IOException, InterruptedException {
            String told = "";
            while (true) {
                HttpResponse<byte[]> answer = GatewayClient.get(gateway, PATH);
                if (answer.statusCode() != 200) {
                    throw new IOException("the gateway answered " + answer.statusCode() + ": " + text(answer));
                }
                var state = new JsonObject(Buffer.buffer(answer.body()));
                JsonObject rebuild = state.getJsonObject("rebuild");
                progress.accept(rebuild.getDouble("share"));
                if (rebuild.getBoolean("done")) {
                    return rebuild;
                }
                String problem = state.getString("lastError", "");
                if (problem != null && !problem.equals(told)) {
                    spec.commandLine().getErr().println("waits: " + problem);
                    spec.commandLine().getErr().flush();
                    told = problem;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }
}
