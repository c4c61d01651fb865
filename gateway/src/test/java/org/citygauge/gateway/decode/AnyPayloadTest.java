package org.citygauge.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.gateway.config.Configuration.Source;
import org.citygauge.gateway.decode.json.JsonMapping;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever arrives is answered, the same way each time, and nothing is ever thrown. */
class AnyPayloadTest {
    private static final List<String> TOPICS = List.of("city/c/class/s", "city/x/class/s", "m/1", "", "/", "city/c//");
    private static final List<String> PAYLOADS = List.of(
            "{\"time\": 1764000000123, \"value\": 21.75, \"unit\": \"kW.h\", \"id\": \"a\", \"revision\": 1}",
            "[{\"time\": \"2025-11-24T16:00:00Z\", \"value\": \"1\"}, {\"value\": null}, {\"value\": {\"a\": [1, 2]}}]",
            "{\"readings\": [{\"sensor\": \"s\", \"value\": -1e5, \"quantity\": \"q\"}]}",
            "{\"rows\": {\"a\": {\"v\": true}, \"b\": 7}, \"t\": 1764000000.25}");

    private final SourceDecoder decoder = new SourceDecoder(
            "c",
            List.of(new Source(
                    "mapped",
                    List.of("m/#"),
                    Optional.empty(),
                    new JsonMapping(
                            Optional.of("/rows"),
                            new JsonMapping.SensorId.TopicLevel(1),
                            Optional.of("/t"),
                            List.of(new JsonMapping.Value(
                                    "/v",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(".x"))),
                            Optional.empty(),
                            Optional.empty()))));

    @RepeatedTest(50)
    void damagedPayloadsAreAnswered(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 400; i++) {
            byte[] payload =
                    damaged(PAYLOADS.get(random.nextInt(PAYLOADS.size())).getBytes(UTF_8), random);
            var message = new Message(
                    random.nextInt(4) == 0 ? "http" : "listener", TOPICS.get(random.nextInt(TOPICS.size())), payload);
            var entry = new Entry(message, 1_764_000_000_000_000L);

            Decoded once = decoder.decode(entry);

            assertThat(decoder.decode(entry)).as(new String(payload, UTF_8)).isEqualTo(once);
            assertThat(details(once))
                    .allSatisfy(detail -> assertThat(detail).isNotBlank().hasSizeLessThan(1_000));
        }
    }

    private static List<String> details(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Rejected(var reason, var detail) -> List.of(detail);
            case Decoded.Readings(var outcomes) ->
                outcomes.stream()
                        .filter(Decoded.Bad.class::isInstance)
                        .map(outcome -> ((Decoded.Bad) outcome).detail())
                        .toList();
        };
    }

    private static byte[] damaged(byte[] payload, Random random) {
        byte[] damaged = Arrays.copyOf(payload, payload.length - random.nextInt(payload.length / 4));
        for (int i = random.nextInt(4); i > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte)
                    (random.nextBoolean()
                            ? random.nextInt(256)
                            : "{}[],:\"\\0129eE.-+tfnN ".charAt(random.nextInt(22)));
        }
        return damaged;
    }
}
