package org.citygauge.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.gateway.config.Configuration.Broker;
import org.citygauge.gateway.config.Configuration.Source;
import org.citygauge.gateway.decode.json.JsonMapping;
import org.junit.jupiter.api.Test;

class SourceDecoderTest {
    private static final long RECEIPT = 1_764_000_500_000_000L;

    private final SourceDecoder decoder = new SourceDecoder(
            "dresden",
            List.of(
                    new Source("meters", List.of("meters/+/up"), Optional.empty(), sensorOfLevel(1)),
                    new Source("all meters", List.of("meters/#"), Optional.empty(), JsonMapping.DEFAULT),
                    new Source("utility", List.of("u/#"), Optional.of(broker()), sensorOfLevel(0))));

    private static JsonMapping sensorOfLevel(int level) {
        JsonMapping plain = JsonMapping.DEFAULT;
        return new JsonMapping(
                plain.each(),
                new JsonMapping.SensorId.TopicLevel(level),
                plain.time(),
                plain.values(),
                plain.id(),
                plain.revision());
    }

    private static Broker broker() {
        return new Broker(
                "mqtt://127.0.0.1:1883",
                "citygauge",
                Optional.empty(),
                1,
                100,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Decoded decode(String source, String topic, String payload) {
        return decoder.decode(new Entry(new Message(source, topic, payload.getBytes(UTF_8)), RECEIPT));
    }

    private String sensorOf(String source, String topic) {
        var readings = (Decoded.Readings) decode(source, topic, "{\"value\": 1}");
        return ((Decoded.Good) readings.outcomes().getFirst())
                .reading()
                .series()
                .sensor();
    }

    private String refusalOf(String source, String topic) {
        var rejected = (Decoded.Rejected) decode(source, topic, "{\"value\": 1}");
        assertThat(rejected.reason()).isEqualTo(RejectedMessage.NO_SOURCE);
        return rejected.detail();
    }

    @Test
    void theDefaultTopicNamesTheSensorInItsLastLevel() {
        var expected = new Reading(
                new SeriesKey("bay-17", ""),
                1_764_000_000_123_000L,
                Decimal.parse("21.75").orElseThrow(),
                "kWh",
                "a1",
                1,
                false);

        assertThat(decode("listener", "city/dresden/parking/bay-17", """
                        {"time": 1764000000123, "value": 21.75, "unit": "kWh", "id": "a1", "revision": 1}"""))
                .isEqualTo(new Decoded.Readings(List.of(new Decoded.Good(expected))));
    }

    @Test
    void theFirstSourceThatTakesTheTopicReadsIt() {
        assertThat(sensorOf("listener", "meters/m1/up")).isEqualTo("m1");
        assertThat(sensorOf("listener", "meters/m1/down")).isEqualTo("down");
    }

    @Test
    void aSubscribersMessagesAreReadByTheSourceOfItsName() {
        assertThat(sensorOf("utility", "u/city/x")).isEqualTo("u");
    }

    @Test
    void aSourceWithABrokerTakesNothingFromTheListener() {
        assertThat(refusalOf("listener", "u/city/x"))
                .isEqualTo("no source takes the topic \"u/city/x\"; known are meters/+/up, meters/#, city/dresden/+/+");
    }

    @Test
    void anotherCityIsRefusedAndBothAreNamed() {
        assertThat(refusalOf("listener", "city/leipzig/parking/bay"))
                .startsWith("topic \"city/leipzig/parking/bay\" is of the city \"leipzig\", this is \"dresden\"");
    }

    @Test
    void aSourceThatIsGoneIsNamed() {
        assertThat(refusalOf("old", "u/x")).startsWith("no source is named \"old\"");
    }

    @Test
    void aCutPayloadIsTooLarge() {
        var message = new Message("listener", "city/dresden/a/b", new byte[10], new Message.Cut(307_200, "ab12"));

        assertThat(decoder.decode(new Entry(message, RECEIPT)))
                .isEqualTo(new Decoded.Rejected(
                        RejectedMessage.TOO_LARGE,
                        "a payload of 307200 bytes is longer than max_payload (SHA-256 ab12)"));
    }

    @Test
    void postedReadingsNameTheirSensors() {
        var asObject = decode("http", "http/readings", """
                {"readings":[{"sensor":"a","value":1,"quantity":"q"},{"sensor":"b","value":2}]}""");
        var asLines = decode("http", "http/readings", """
                {"sensor":"a","value":1,"quantity":"q"}
                {"sensor":"b","value":2}
                """);

        assertThat(asObject).isEqualTo(asLines);
        assertThat(((Decoded.Readings) asObject).outcomes())
                .extracting(outcome -> ((Decoded.Good) outcome).reading().series())
                .containsExactly(new SeriesKey("a", "q"), new SeriesKey("b", ""));
    }
}
