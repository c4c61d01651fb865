package org.citygauge.gateway.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way for plain messages reads what it takes exactly as the long way does. */
class FlatReaderTest {
    private static final JsonDecoder DECODER = new JsonDecoder(JsonMapping.DEFAULT);
    private static final FlatReader FLAT = FlatReader.of(JsonMapping.DEFAULT).orElseThrow();

    private static final String NOISE = "{}[],:\"0123456789.-+eE \\tnul\u00e4\u0001";

    private static Entry entry(String payload) {
        return new Entry(
                new Message("listener", "city/c/k/sensor-1", payload.getBytes(StandardCharsets.UTF_8)),
                1_764_000_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":1}",
                " { \"time\" : 1764000000123 , \"value\" : -21.750 , \"unit\" : \"kWh\" , \"id\" : \"a\", \"revision\" : 3 }\n",
                "{\"time\":\"2025-11-24T16:00:00Z\",\"value\":0,\"unit\":\"\",\"battery\":3.1,\"model\":\"x\"}",
                "[{\"value\":1,\"time\":1},{\"value\":2,\"time\":2}]",
                "{\"value\":999999999999999999}"
            })
    void plainMessagesTakeTheShortWay(String payload) {
        assertThat(DECODER.decodeAny(entry(payload)))
                .isEqualTo(new Decoded.Readings(Objects.requireNonNull(FLAT.read(entry(payload)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"value\":1}x",
                "{\"value\":1,}",
                "{\"value\":01}",
                "{\"value\":1.}",
                "{\"value\":.5}",
                "{\"value\":+1}",
                "{\"value\":NaN}",
                "{\"value\":1e3}",
                "{\"value\":\"1\"}",
                "{\"value\":true}",
                "{\"value\":1,\"value\":2}",
                "{\"value\":1,\"unit\":\"bananas\"}",
                "{\"value\":1,\"unit\":7}",
                "{\"value\":1,\"more\":{}}",
                "{\"value\":1,\"id\":\"\\u0041\"}",
                "{\"value\":1,\"id\":\"ä\"}",
                "{\"value\":1234567890123456789}",
                "{\"value\":1,\"time\":-5}",
                "{\"value\":1,\"time\":1.5}",
                "{\"value\":1,\"revision\":1.5}",
                "[{\"value\":1},]",
                "[{\"value\":1}",
                "{\"time\":5}",
                "{\"value\":1 \"time\":5}"
            })
    void everythingElseTakesTheLongWay(String payload) {
        assertThat(FLAT.read(entry(payload))).isNull();
    }

    @Test
    void mappingsThatLookDeeperHaveNoShortWay() {
        var value = new JsonMapping.Value(
                "/a/b", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        var deep = new JsonMapping(
                Optional.empty(),
                new JsonMapping.SensorId.LastTopicLevel(),
                Optional.empty(),
                List.of(value),
                Optional.empty(),
                Optional.empty());
        assertThat(FlatReader.of(deep)).isEmpty();
    }

    @Test
    void whateverIsSentBothWaysReadTheSame() {
        int taken = 0;
        for (long seed = 1; seed <= 200_000; seed++) {
            Entry entry = entry(mutated(new Random(seed)));
            Decoded longWay = DECODER.decodeAny(entry);
            assertThat(DECODER.decode(entry))
                    .as(() -> "of " + new String(entry.message().payload(), StandardCharsets.UTF_8))
                    .isEqualTo(longWay);
            taken += FLAT.read(entry) == null ? 0 : 1;
        }
        assertThat(taken).as("payloads that took the short way").isGreaterThan(20_000);
    }

    @Test
    void postedReadingsReadTheSameBothWays() {
        var posted = new PostedReadings();
        for (long seed = 1; seed <= 20_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int line = random.nextInt(4); line >= 0; line--) {
                text.append(mutated(random)).append(random.nextInt(8) == 0 ? "" : "\n");
            }
            Entry entry = entry(text.toString().replace("\"model\"", "\"sensor\""));
            assertThat(posted.decode(entry)).as("of %s", text).isEqualTo(posted.decodeAny(entry));
        }
    }

    private static String mutated(Random random) {
        var text = new StringBuilder(random.nextInt(4) == 0 ? array(random) : object(random));
        for (int times = random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, NOISE.charAt(random.nextInt(NOISE.length())));
                default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
            }
            if (text.isEmpty()) {
                return "";
            }
        }
        return text.toString();
    }

    private static String array(Random random) {
        var text = new StringBuilder("[");
        for (int elements = random.nextInt(4); elements >= 0; elements--) {
            text.append(object(random)).append(elements == 0 ? "" : ",");
        }
        return text.append(']').toString();
    }

    private static String object(Random random) {
        var text = new StringBuilder("{");
        List<String> members = List.of(
                "\"value\":" + number(random),
                "\"time\":" + (random.nextBoolean() ? "\"2025-11-24T16:00:00.5+01:00\"" : number(random)),
                "\"unit\":\"" + List.of("kWh", "kW.h", "", "m", "no unit").get(random.nextInt(5)) + "\"",
                "\"id\":\"" + "x".repeat(random.nextInt(70)) + "\"",
                "\"revision\":" + number(random),
                "\"model\":\"m" + random.nextInt(9) + "\"");
        for (String member : members) {
            if (random.nextInt(3) > 0 || member.startsWith("\"value")) {
                text.append(text.length() == 1 ? "" : random.nextBoolean() ? "," : " , ")
                        .append(member);
            }
        }
        return text.append('}').toString();
    }

    private static String number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> String.valueOf(random.nextInt(100));
            case 2 -> String.valueOf(random.nextDouble());
            case 3 -> "1764000000" + random.nextInt(1_000);
            case 4 -> "-0.0" + random.nextInt(1_000) + "0";
            default -> "0";
        };
    }
}
