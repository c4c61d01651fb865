package org.citygauge.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.Overrides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: says all that is wrong with the files of a city, or what was read. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads configuration, catalogue, register and figures, and says all that is wrong with them.")
public final class CheckCommand implements Callable<Integer> {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final CatalogueLoader loader;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "citygauge.yaml of the city")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Option(names = "--connect", description = "also try the brokers and InfluxDB")
    private boolean connect;

    /** @param environment for variables in the configuration */
    public CheckCommand(CatalogueLoader loader, Map<String, String> environment) {
        this.loader = loader;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        CityFiles files = CityFiles.read(config, environment, Overrides.NONE, loader);
        PrintWriter out = spec.commandLine().getOut();
        files.problems().forEach(out::println);
        CitySummary.lines(files).forEach(out::println);
        List<String> unreachable =
                connect ? files.configuration().map(this::tryConnections).orElse(List.of()) : List.of();
        int wrong = files.problems().size() + unreachable.size();
        out.println(wrong == 0 ? "Everything is fine." : wrong == 1 ? "1 problem." : wrong + " problems.");
        out.flush();
        return wrong == 0 ? 0 : 1;
    }

    /** What could not be reached; each attempt is printed as it ends. */
    private List<String> tryConnections(Configuration configuration) {
        PrintWriter out = spec.commandLine().getOut();
        return new Connections(CONNECT_TIMEOUT)
                .attempts(configuration)
                .filter(attempt -> {
                    out.println(attempt.text());
                    out.flush();
                    return !attempt.succeeded();
                })
                .map(Connections.Attempt::text)
                .toList();
    }
}
