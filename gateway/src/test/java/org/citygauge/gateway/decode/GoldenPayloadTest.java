package org.citygauge.gateway.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.ConfigurationReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payloads as devices send them. Each folder under {@code decode} holds a {@code citygauge.yaml}, the {@code topic.txt} and
 * {@code payload.json} of one message, and in {@code expected.txt} what it yields.
 */
class GoldenPayloadTest {
    private static final long RECEIPT = 1_764_000_000_000_000L;

    static Stream<Path> cases() throws IOException, URISyntaxException {
        var root = Path.of(Objects.requireNonNull(GoldenPayloadTest.class.getResource("/decode"))
                .toURI());
        try (var folders = Files.list(root)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPayloadYieldsWhatItsFolderSays(Path folder) throws IOException {
        var message = new Message(
                SourceDecoder.LISTENER,
                Files.readString(folder.resolve("topic.txt")).strip(),
                Files.readAllBytes(folder.resolve("payload.json")));

        var lines = Transcript.lines(decoder(folder).decode(new Entry(message, RECEIPT)));

        assertThat(lines).isEqualTo(Files.readAllLines(folder.resolve("expected.txt")));
    }

    private static SourceDecoder decoder(Path folder) {
        return switch (new ConfigurationReader(Map.of()).read(folder.resolve("citygauge.yaml"))) {
            case Checked.Valid<Configuration>(var read) ->
                new SourceDecoder(read.city().id(), read.sources());
            case Checked.Invalid<Configuration>(var problems) -> throw new AssertionError(problems.toString());
        };
    }
}
