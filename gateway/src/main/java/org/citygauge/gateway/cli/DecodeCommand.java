package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.Configuration.Source;
import org.citygauge.gateway.config.ConfigurationReader;
import org.citygauge.gateway.config.Overrides;
import org.citygauge.gateway.config.TopicFilter;
import org.citygauge.gateway.decode.SourceDecoder;
import org.citygauge.gateway.decode.Transcript;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code decode}: says what the gateway would make of a message. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Dry run: which source takes a message, and the readings it yields, or why not.")
public final class DecodeCommand implements Callable<Integer> {
    private final CatalogueLoader loader;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final InputStream input;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "citygauge.yaml of the city")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "topic of the message")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Parameters(
            arity = "0..1",
            paramLabel = "PAYLOAD",
            description = "payload of the message; - or nothing: from stdin")
    private @Nullable String payload;

    /**
     * @param environment for variables in the configuration
     * @param clock for the receipt time
     * @param input where the payload comes from when the command line has none
     */
    public DecodeCommand(
            CatalogueLoader loader, Map<String, String> environment, InstantSource clock, InputStream input) {
        this.loader = loader;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.input = input;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        int exit = switch (new ConfigurationReader(environment).read(config)) {
            case Checked.Invalid<Configuration>(var problems) -> {
                problems.forEach(out::println);
                yield 1;
            }
            case Checked.Valid<Configuration>(var configuration) -> decode(configuration, out) ? 0 : 1;
        };
        out.flush();
        return exit;
    }

    private boolean decode(Configuration configuration, PrintWriter out) throws IOException {
        var decoder = new SourceDecoder(configuration.city().id(), configuration.sources());
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        var message = new Message(door(configuration, decoder, out), topic, bytes());
        Decoded decoded = decoder.decode(new Entry(message, now));
        if (decoded instanceof Decoded.Readings(var outcomes) && !outcomes.isEmpty()) {
            Register register = CityFiles.read(config, environment, Overrides.NONE, loader)
                    .register()
                    .orElse(Register.EMPTY);
            outcomes.forEach(outcome -> out.println(Transcript.line(outcome) + registered(outcome, register)));
            return outcomes.stream().allMatch(Decoded.Good.class::isInstance);
        }
        Transcript.lines(decoded).forEach(out::println);
        return decoded instanceof Decoded.Readings;
    }

    /** The door the message would come through: that of the first source that takes its topic. */
    private String door(Configuration configuration, SourceDecoder decoder, PrintWriter out) {
        for (Source source : configuration.sources()) {
            if (source.broker().isPresent()
                    && source.topics().stream().map(TopicFilter::new).anyMatch(filter -> filter.matches(topic))) {
                out.println("source: " + source.name() + " ("
                        + source.broker().get().url() + ")");
                return source.name();
            }
            if (decoder.choose(topic) instanceof SourceDecoder.Choice.Chosen(var name, var reader)
                    && name.equals(source.name())) {
                break;
            }
        }
        if (decoder.choose(topic) instanceof SourceDecoder.Choice.Chosen(var name, var reader)) {
            out.println("source: " + name + " (listener)");
        }
        return SourceDecoder.LISTENER;
    }

    private byte[] bytes() throws IOException {
        return payload == null || payload.equals("-") ? input.readAllBytes() : payload.getBytes(StandardCharsets.UTF_8);
    }

    /** Which rows of the register the reading would count for. */
    private static String registered(Decoded.Outcome outcome, Register register) {
        return switch (outcome) {
            case Decoded.Bad bad -> "";
            case Decoded.Good(var reading) -> " — " + rows(reading, register);
        };
    }

    private static String rows(Reading reading, Register register) {
        List<Sensor> rows = register.rowsOf(reading.series().sensor());
        Instant time = Instant.EPOCH.plus(reading.timeMicros(), ChronoUnit.MICROS);
        Optional<Sensor> valid = rows.stream()
                .filter(row -> row.validity().contains(time))
                .filter(row -> reading.series().quantity().isEmpty()
                        || reading.series().quantity().equals(row.quantity()))
                .findFirst();
        return valid.map(row -> "registered as " + row.quantity() + " of asset " + row.asset())
                .orElse(rows.isEmpty() ? "not registered" : "registered, but not for this quantity at this time");
    }
}
