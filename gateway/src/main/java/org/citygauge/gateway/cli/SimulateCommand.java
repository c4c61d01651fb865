package org.citygauge.gateway.cli;

import io.vertx.core.Vertx;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ObjLongConsumer;
import org.citygauge.gateway.simulate.Load;
import org.citygauge.gateway.simulate.Outcome;
import org.citygauge.gateway.simulate.Simulation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}: a load generator with exact counts of what was acknowledged. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Publishes readings over MQTT, QoS 1, and counts exactly what was acknowledged; exit 1 if anything was not.")
public final class SimulateCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--url", required = true, paramLabel = "URL", description = "mqtt://host:port of the listener")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(
            names = "--sensors",
            paramLabel = "N",
            defaultValue = "1000",
            description = "different sensors (default 1000)")
    private int sensors;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "readings a second; 0 (the default): as fast as they are acknowledged")
    private int rate;

    @Option(
            names = "--duration",
            paramLabel = "D",
            defaultValue = "10s",
            description = "such as 30s, 5m or PT30S (default 10s)")
    @SuppressWarnings("NullAway.Init")
    private String duration;

    @Option(
            names = "--city",
            paramLabel = "ID",
            defaultValue = "simulated",
            description = "the city's id in the topics")
    @SuppressWarnings("NullAway.Init")
    private String city;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "1", description = "readings a message (default 1)")
    private int batch;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            defaultValue = "0",
            description = "least length of a reading's JSON, which is about 65 by itself")
    private int bytes;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description = "devices that connect (default 4)")
    private int connections;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "1000",
            description = "messages a device sends ahead of their acknowledgements (default 1000)")
    private int window;

    @Option(names = "--user", paramLabel = "NAME", description = "user of the listener")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "file with the user's password")
    private @Nullable Path passwordFile;

    @Option(
            names = "--acked",
            paramLabel = "FILE",
            description = "writes sensor,time (µs) of every acknowledged reading")
    private @Nullable Path acked;

    @Option(
            names = "--against-bare",
            description = "first runs the same load against a bare listener, and prints the ratio")
    private boolean againstBare;

    public SimulateCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Load load = load();
        Vertx vertx = Vertx.vertx();
        try {
            Optional<Outcome> bare = againstBare ? Optional.of(bare(vertx, load, out)) : Optional.empty();
            Outcome outcome = run(vertx, load);
            out.println(outcome);
            bare.ifPresent(other -> out.printf(
                    Locale.ROOT,
                    "that is %.0f %% of a bare listener%n",
                    100 * outcome.messagesPerSecond() / other.messagesPerSecond()));
            out.flush();
            return outcome.complete() ? 0 : 1;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private Outcome bare(Vertx vertx, Load load, PrintWriter out) throws Exception {
        try (BareProcess process = BareProcess.start()) {
            new Simulation(vertx, clock).run(load.at(process.url()), (sensor, micros) -> {}); // warms both sides up
            Outcome outcome = new Simulation(vertx, clock).run(load.at(process.url()), (sensor, micros) -> {});
            out.println("bare: " + outcome);
            out.flush();
            return outcome;
        }
    }

    private Outcome run(Vertx vertx, Load load) throws IOException, InterruptedException {
        if (acked == null) {
            return new Simulation(vertx, clock).run(load, (sensor, micros) -> {});
        }
        try (BufferedWriter writer = Files.newBufferedWriter(acked)) {
            return new Simulation(vertx, clock).run(load, recorder(writer));
        }
    }

    private static ObjLongConsumer<String> recorder(BufferedWriter writer) {
        return (sensor, micros) -> {
            try {
                writer.write(sensor + "," + micros + "\n");
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        };
    }

    private Load load() throws IOException {
        if (!"mqtt".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--url: \"" + url + "\" is not of the form mqtt://host:port");
        }
        if (sensors < 1 || batch < 1 || connections < 1 || window < 1 || rate < 0 || bytes < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sensors, --batch, --connections and --window are at least 1, --rate and --bytes at least 0");
        }
        return new Load(url, sensors, rate, parsedDuration(), city, batch, bytes, connections, window, login());
    }

    private Duration parsedDuration() {
        try {
            String text = duration.toUpperCase(Locale.ROOT);
            return Duration.parse(text.startsWith("P") ? text : "PT" + text);
        } catch (java.time.format.DateTimeParseException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--duration: \"" + duration + "\" is no duration such as 30s, 5m or PT30S",
                    wrong);
        }
    }

    private Optional<Load.Login> login() throws IOException {
        if (user == null || passwordFile == null) {
            return Optional.empty();
        }
        return Optional.of(new Load.Login(
                user, Files.readString(passwordFile, StandardCharsets.UTF_8).strip()));
    }
}
