package org.citygauge.gateway.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.citygauge.gateway.config.Overrides;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code demo} and {@code serve} take in place of the configuration. */
final class CityArguments {
    @Option(names = "--data", paramLabel = "DIR", description = "where journal and archive live")
    private @Nullable Path data;

    @Option(names = "--http-port", paramLabel = "N", description = "port of the API and the page; 0 = any free port")
    private @Nullable Integer httpPort;

    @Option(names = "--mqtt-port", paramLabel = "N", description = "port of the MQTT listener; 0 = any free port")
    private @Nullable Integer mqttPort;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "address to listen on")
    private @Nullable String bind;

    Overrides overrides() {
        return new Overrides(
                Optional.ofNullable(data),
                Optional.ofNullable(httpPort),
                Optional.ofNullable(mqttPort),
                Optional.ofNullable(bind));
    }

    /** The same, with this data folder. */
    Overrides overrides(Path folder) {
        return new Overrides(
                Optional.of(folder),
                Optional.ofNullable(httpPort),
                Optional.ofNullable(mqttPort),
                Optional.ofNullable(bind));
    }

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }
}
