package org.citygauge.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.citygauge.gateway.run.CityParts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the gateway of a city. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the gateway of a city until it is asked to end (Ctrl-C, SIGTERM).")
public final class ServeCommand implements Callable<Integer> {
    private final CatalogueLoader loader;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "citygauge.yaml of the city")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Mixin
    private final CityArguments arguments = new CityArguments();

    /** @param environment for variables in the configuration */
    public ServeCommand(CatalogueLoader loader, Map<String, String> environment, InstantSource clock) {
        this.loader = loader;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CityFiles files = CityFiles.read(config, environment, arguments.overrides(), loader);
        if (!files.problems().isEmpty()) {
            files.problems().forEach(out::println);
            out.println("Citygauge does not start before this is mended.");
            out.flush();
            return 1;
        }
        var parts = new CityParts(
                files.configuration().orElseThrow(),
                files.catalogue().orElseThrow(),
                files.register().orElseThrow(),
                files.figures().orElseThrow(),
                files.rules().orElseThrow());
        return new Running().run(parts, clock, out, gateway -> () -> {});
    }
}
