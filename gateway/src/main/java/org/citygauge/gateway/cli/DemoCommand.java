package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.demo.DemoCity;
import org.citygauge.gateway.demo.DemoPublisher;
import org.citygauge.gateway.demo.SimulatedSensors;
import org.citygauge.gateway.run.CityParts;
import org.citygauge.gateway.run.Gateway;
import org.citygauge.indicators.formula.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: a sample city with simulated sensors, nothing to install. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs a fictional sample city with simulated sensors until it is asked to end (Ctrl-C, SIGTERM).")
public final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 37122;
    private static final long SUMMARY_MILLIS = 30_000;

    private final CatalogueLoader loader;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final CityArguments arguments = new CityArguments();

    @Option(
            names = "--last-year",
            description = "the whole year before as well, so that there is one to close and export (takes a minute)")
    private boolean lastYear;

    @Option(
            names = "--influx-url",
            paramLabel = "U",
            description = "also fill this InfluxDB 2 (token from CITYGAUGE_INFLUX_TOKEN)")
    private @Nullable String influxUrl;

    @Option(names = "--influx-org", paramLabel = "O", description = "organisation in InfluxDB")
    private @Nullable String influxOrg;

    @Option(names = "--influx-bucket", paramLabel = "B", description = "bucket in InfluxDB")
    private @Nullable String influxBucket;

    /** @param environment for the token of InfluxDB */
    public DemoCommand(CatalogueLoader loader, Map<String, String> environment, InstantSource clock) {
        this.loader = loader;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Configuration.Influx> influx = influx();
        Path folder = arguments.data().orElseGet(DemoCommand::temporaryFolder);
        try {
            int year =
                    clock.instant().atZone(java.time.ZoneId.of("Europe/Berlin")).getYear();
            Path file = DemoCity.write(folder.resolve("city"), year, lastYear);
            CityFiles files = CityFiles.read(file, environment, arguments.overrides(folder), loader);
            if (!files.problems().isEmpty()) {
                files.problems().forEach(out::println);
                out.flush();
                return 1;
            }
            Configuration configuration = files.configuration().orElseThrow();
            var parts = new CityParts(
                    influx.map(configuration::withInflux).orElse(configuration),
                    files.catalogue().orElseThrow(),
                    files.register().orElseThrow(),
                    files.figures().orElseThrow(),
                    files.rules().orElseThrow());
            return new Running().run(parts, clock, out, gateway -> begin(gateway, parts));
        } finally {
            if (arguments.data().isEmpty()) {
                delete(folder);
            }
        }
    }

    private Optional<Configuration.Influx> influx() {
        if (influxUrl == null) {
            return Optional.empty();
        }
        String token = environment.get("CITYGAUGE_INFLUX_TOKEN");
        if (influxOrg == null || influxBucket == null || token == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--influx-url needs --influx-org, --influx-bucket and a token in CITYGAUGE_INFLUX_TOKEN");
        }
        return Optional.of(new Configuration.Influx(influxUrl, influxOrg, influxBucket, token));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("citygauge-demo");
        } catch (IOException failed) {
            throw new UncheckedIOException("no temporary folder for the demo", failed);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException left) {
            // a temporary folder that stays does no harm
        }
    }

    /** Lets the sensors speak; ready when what they said of the recent past is in the indicators. */
    private AutoCloseable begin(Gateway gateway, CityParts parts) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        String mqtt = gateway.mqttUrl().orElseThrow(() -> new IllegalStateException("the demo needs the listener"));
        var sensors = new SimulatedSensors(
                parts.register(), parts.configuration().city().id(), SEED);
        int year = gateway.city().now().year();
        var publisher = new DemoPublisher(
                URI.create(mqtt),
                sensors,
                gateway.city().yearStart(year),
                lastYear ? Optional.of(gateway.city().yearStart(year - 1)) : Optional.empty(),
                clock);
        wait(gateway.vertx().deployVerticle(publisher));
        wait(gateway.city().caughtUp());
        awaitEvaluation(gateway);
        long timer = gateway.vertx().setPeriodic(SUMMARY_MILLIS, SUMMARY_MILLIS, ticked -> summary(gateway, out));
        gateway.vertx().setTimer(200, ticked -> hints(gateway, parts, mqtt, out));
        return () -> gateway.vertx().cancelTimer(timer);
    }

    private static void wait(io.vertx.core.Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(300, TimeUnit.SECONDS);
    }

    private void awaitEvaluation(Gateway gateway) {
        Instant from = clock.instant();
        for (int i = 0; i < 500 && gateway.city().now().asOf().isBefore(from); i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private void hints(Gateway gateway, CityParts parts, String mqtt, PrintWriter out) {
        URI broker = URI.create(mqtt);
        String http = gateway.httpUrl();
        String topic = "city/" + parts.configuration().city().id() + "/parking_facility/" + DemoCity.SILENT_BAY;
        int year = gateway.city().now().year();
        out.println();
        out.println(parts.configuration().city().name() + ", "
                + parts.register().sensors().size() + " simulated sensors; the page: " + http + "/");
        out.println("Try next:");
        out.println("  curl -s '" + http + "/api/v1/indicators?year=" + year + "'");
        out.println("  curl -s '" + http + "/api/v1/indicators/19.8'");
        out.println("  mosquitto_pub -h " + broker.getHost() + " -p " + broker.getPort() + " -q 1 -t '" + topic
                + "' -m '{\"time\":\"" + clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\",\"value\":1}'");
        out.println("      a silent bay speaks: the numerator of 19.8 rises by one; the same again is a duplicate");
        out.println("  curl -s '" + http + "/api/v1/books'");
        out.println("  curl -sN '" + http + "/api/v1/indicators/stream'");
        out.println();
        summary(gateway, out);
    }

    private static void summary(Gateway gateway, PrintWriter out) {
        YearState state = gateway.city().now();
        long computed = state.indicators().stream()
                .filter(indicator -> indicator.outcome() instanceof Outcome.Computed)
                .count();
        var books = gateway.city().books();
        out.printf(
                Locale.ROOT,
                "%s  %d of %d indicators computed; %,d readings stored, %,d messages pending%n",
                state.asOf().truncatedTo(ChronoUnit.SECONDS),
                computed,
                state.indicators().size(),
                books.readings().stored(),
                books.messages().pending());
        out.flush();
    }
}
