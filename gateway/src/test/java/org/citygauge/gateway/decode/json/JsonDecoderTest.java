package org.citygauge.gateway.decode.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.RejectedReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {
    private static final long RECEIPT = 1_764_000_500_000_000L;
    private final JsonDecoder decoder = new JsonDecoder(JsonMapping.DEFAULT);

    private Decoded decode(byte[] payload) {
        return decoder.decode(new Entry(new Message("listener", "city/c/class/s1", payload), RECEIPT));
    }

    private List<Decoded.Outcome> outcomes(String payload) {
        return ((Decoded.Readings) decode(payload.getBytes(UTF_8))).outcomes();
    }

    private Reading reading(String payload) {
        return ((Decoded.Good) outcomes(payload).getFirst()).reading();
    }

    private Decoded.Bad bad(String payload) {
        return (Decoded.Bad) outcomes(payload).getFirst();
    }

    private String malformed(byte[] payload) {
        var rejected = (Decoded.Rejected) decode(payload);
        assertThat(rejected.reason()).isEqualTo(RejectedMessage.MALFORMED);
        return rejected.detail();
    }

    @ParameterizedTest
    @CsvSource({
        "21.75, 21.75",
        "-0.5, -0.5",
        "1e3, 1000",
        "0.1000, 0.1",
        "123456789012345678, 123456789012345678",
        "true, 1",
        "false, 0",
        "'\"17.5\"', 17.5",
        "'\"-3\"', -3"
    })
    void aValueIsTheDecimalAsSent(String sent, String expected) {
        assertThat(reading("{\"value\": " + sent + "}").value()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN|value: NaN is no number",
                "-Infinity|value: -Infinity is no number",
                "\"abc\"|value: \"abc\" is no number",
                "\"\"|value: \"\" is no number",
                "\"21,5\"|value: \"21,5\" is no number (write a decimal point)",
                "{\"a\":1}|value: an object is no number",
                "[1]|value: an array is no number",
                "1234567890123456789|value: 1234567890123456789 has more than 18 significant digits or an exponent beyond"
                        + " 10^±36",
                "1e99|value: 1e99 has more than 18 significant digits or an exponent beyond 10^±36"
            })
    void whatIsNoNumberCostsTheReadingOnly(String sent, String detail) {
        assertThat(bad("{\"value\": " + sent + "}")).isEqualTo(new Decoded.Bad(RejectedReading.NOT_A_NUMBER, detail));
    }

    @Test
    void anEndlessNumberCostsTheReadingOnly() {
        assertThat(bad("{\"value\": " + "9".repeat(100_000) + "}").reason()).isEqualTo(RejectedReading.NOT_A_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"value\": null}", "{\"time\": 1}"})
    void aMissingValueIsSaid(String payload) {
        assertThat(bad(payload)).isEqualTo(new Decoded.Bad(RejectedReading.NO_VALUE, "value: missing"));
    }

    @Test
    void withoutATimeItIsTheReceiptTimeAndFlagged() {
        assertThat(reading("{\"value\": 1}"))
                .returns(RECEIPT, Reading::timeMicros)
                .returns(true, Reading::receiptTime);
        assertThat(reading("{\"value\": 1, \"time\": null}").receiptTime()).isTrue();
        assertThat(reading("{\"value\": 1, \"time\": 0}"))
                .returns(0L, Reading::timeMicros)
                .returns(false, Reading::receiptTime);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"yesterday\"|time: \"yesterday\" is neither a number since 1970 nor ISO 8601 such as 2025-11-24T16:00:00Z",
                "true|time: true is neither a number since 1970 nor ISO 8601 such as 2025-11-24T16:00:00Z",
                "\"2025-11-24T16:00:00\"|time: \"2025-11-24T16:00:00\" does not say where its clock is: add Z or an offset"
                        + " such as +01:00"
            })
    void anUnreadableTimeIsNotReplaced(String sent, String detail) {
        assertThat(bad("{\"value\": 1, \"time\": " + sent + "}"))
                .isEqualTo(new Decoded.Bad(RejectedReading.TIME_UNREADABLE, detail));
    }

    @Test
    void oneBadElementCostsNoOther() {
        var outcomes = outcomes("""
                [{"value": 1}, {"value": "abc"}, {"value": 3}, 4, null]""");

        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.get(0)).isInstanceOf(Decoded.Good.class);
        assertThat(outcomes.get(1))
                .isEqualTo(new Decoded.Bad(RejectedReading.NOT_A_NUMBER, "[1].value: \"abc\" is no number"));
        assertThat(outcomes.get(2)).isInstanceOf(Decoded.Good.class);
        assertThat(outcomes.get(3)).isEqualTo(new Decoded.Bad(RejectedReading.NO_VALUE, "[3]: 4 is no object"));
        assertThat(outcomes.get(4)).isEqualTo(new Decoded.Bad(RejectedReading.NO_VALUE, "[4]: null is no object"));
    }

    @Test
    void anEmptyArrayYieldsNothing() {
        assertThat(outcomes("[]")).isEmpty();
    }

    @Test
    void theIdTellsEventsApart() {
        assertThat(reading("{\"value\": 1, \"id\": 17}").id()).isEqualTo("17");
        assertThat(bad("{\"value\": 1, \"id\": \"" + "x".repeat(65) + "\"}"))
                .isEqualTo(
                        new Decoded.Bad(RejectedReading.NO_SENSOR, "id: an id has at most 64 characters, this has 65"));
    }

    @Test
    void theRevisionIsAnInteger() {
        assertThat(reading("{\"value\": 1, \"revision\": 20}").revision()).isEqualTo(20);
        assertThat(bad("{\"value\": 1, \"revision\": 1.5}"))
                .isEqualTo(new Decoded.Bad(RejectedReading.NOT_A_NUMBER, "revision: 1.5 is no integer"));
    }

    @Test
    void aUnitIsKeptAsSent() {
        assertThat(reading("{\"value\": 1, \"unit\": \"kW.h\"}").unit()).isEqualTo("kW.h");
        assertThat(bad("{\"value\": 1, \"unit\": 5}"))
                .isEqualTo(new Decoded.Bad(RejectedReading.UNIT_UNKNOWN, "unit: 5 is no unit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"city/c/class/", "city/c/class/ ", "city/c/class/a\u0007b"})
    void aTopicWithoutASensorIsSaid(String topic) {
        var decoded =
                decoder.decode(new Entry(new Message("listener", topic, "{\"value\":1}".getBytes(UTF_8)), RECEIPT));

        var bad = (Decoded.Bad) ((Decoded.Readings) decoded).outcomes().getFirst();
        assertThat(bad.reason()).isEqualTo(RejectedReading.NO_SENSOR);
        assertThat(bad.detail()).startsWith("the last level of the topic");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|an empty payload",
                "`  `|an empty payload",
                "{\"value\": 1|line 1, column 12: Unexpected end-of-input",
                "{\"value\": 1} x|line 1, column 14: Unrecognized token 'x'",
                "{\"value\": 1}{\"value\": 2}|a second value after the end of the message",
                "17|17 is neither an object nor an array of objects",
                "ON|line 1, column 1: Unrecognized token 'ON'",
            })
    void whatIsNoMessageIsMalformed(String payload, String detail) {
        assertThat(malformed(payload.getBytes(UTF_8))).startsWith(detail);
    }

    @Test
    void otherEncodingsAreMalformed() {
        assertThat(malformed("{\"value\":1}".getBytes(UTF_16))).isEqualTo("not UTF-8");
        assertThat(malformed("{\"unit\":\"Ω²\",\"value\":1}".getBytes(ISO_8859_1)))
                .contains("UTF-8");
    }

    @Test
    void aNestingBombIsMalformed() {
        assertThat(malformed("[".repeat(100_000).getBytes(UTF_8))).contains("nesting depth");
    }
}
