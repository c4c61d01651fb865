package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadingsTest {
    private static final String PATH = "/api/v1/readings";
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final RunningDoor door = RunningDoor.open(SampleCity.ofThree());

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void readingsAreJournalledAsTheyWereSent() {
        String body = "{\"readings\": [{\"sensor\": \"a\", \"value\": 1.50}, {\"sensor\": \"b\", \"value\": true}]}";
        HttpResponse<String> response = door.post(PATH, "application/json; charset=utf-8", body);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(new JsonObject(response.body())).isEqualTo(new JsonObject("{\"received\": 2}"));
        assertThat(door.journal.appended).hasSize(1);
        assertThat(door.journal.appended.getFirst().source()).isEqualTo("http");
        assertThat(new String(door.journal.appended.getFirst().payload(), StandardCharsets.UTF_8))
                .isEqualTo(body);
    }

    @Test
    void linesAreReadingsAndEmptyOnesAreNone() {
        String body = "{\"sensor\":\"a\",\"value\":1}\r\n\n{\"sensor\":\"b\",\"value\":\"2\",\"time\":1764000000123}";
        assertThat(door.post(PATH, LINES, body).body()).isEqualTo("{\"received\":2}");
    }

    @Test
    void whoWaitsIsToldWhatBecameOfTheReadings() {
        HttpResponse<String> response = door.post(PATH + "?wait=stored", LINES, "{\"sensor\":\"a\",\"value\":1}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(response.body()))
                .isEqualTo(new JsonObject("{\"received\":4,\"stored\":2,\"duplicate\":1,\"rejected\":{\"future\":1}}"));
        assertThat(door.city.stored).hasSize(1);
        assertThat(door.journal.appended).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [{"sensor":"a","value":1}]                        | readings | must be one object
                    {"readings":1}                                    | readings | must be one object
                    {"readings":[]} x                                 | readings[0] | no valid JSON
                    {"readings":[],"more":1}                          | readings | nothing else
                    {"readings":[1]}                                  | readings[0] | not a number
                    {"readings":[{"value":1}]}                        | readings[0] | sensor: is missing
                    {"readings":[{"sensor":" ","value":1}]}           | readings[0] | sensor: must be
                    {"readings":[{"sensor":"a"}]}                     | readings[0] | value: is missing
                    {"readings":[{"sensor":"a","value":null}]}        | readings[0] | not null
                    {"readings":[{"sensor":"a","value":{}}]}          | readings[0] | not an object
                    {"readings":[{"sensor":"a","value":NaN}]}         | readings[0] | no valid JSON
                    {"readings":[{"sensor":"a","value":1,"value":2}]} | readings[0] | value: is there twice
                    {"readings":[{"sensor":"a","value":1,"time":[]}]} | readings[0] | time: must be
                    {"readings":[{"sensor":"a","value":1,"unit":5}]}  | readings[0] | unit: must be
                    {"readings":[{"sensor":"a","value":1,"revision":1.5}]} | readings[0] | revision: must be
                    {"readings":[{"sensor":"a","value":1},{"sensor":"a","val | readings[1] | no valid JSON
                    {"readings":[{"sensor":"a","value":1},{"sensor":"a"}]} | readings[1] | readings[1].value
                    """)
    void oneWrongElementIsNamedAndNothingIsTaken(String body, String element, String words) {
        assertRefused(door.post(PATH, JSON, body), element, words);
        assertThat(door.journal.appended).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"sensor":"a"                       | no valid JSON
                    {"sensor":"a","value":1} {}         | more than one value
                    {"sensor":"a","value":1,"readings":[]} | does not belong
                    5                                   | not a number
                    """)
    void aWrongLineIsNamedByItsNumber(String line, String words) {
        String good = "{\"sensor\":\"a\",\"value\":1}\n\n";
        assertRefused(door.post(PATH, LINES, good + line + "\n" + good), "line 3", words);
        assertThat(door.journal.appended).isEmpty();
    }

    private static void assertRefused(HttpResponse<String> response, String element, String words) {
        assertThat(response.statusCode()).isEqualTo(400);
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getString("element")).isEqualTo(element);
        assertThat(problem.getString("detail")).contains(words);
    }

    @Test
    void aFullJournalAsksToComeBackLater() {
        door.journal.full = true;
        HttpResponse<String> response = door.post(PATH, LINES, "{\"sensor\":\"a\",\"value\":1}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void aBodyMayBeSixteenMebibytesLongAndNoLonger() {
        String line = "{\"sensor\":\"a\",\"value\":1}\n";
        int most = 16 * 1024 * 1024 / line.length();
        assertThat(door.post(PATH, LINES, line.repeat(most)).body()).isEqualTo("{\"received\":" + most + "}");
        HttpResponse<String> tooLong = door.post(PATH, LINES, line.repeat(most + 1));
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(new JsonObject(tooLong.body()).getString("detail")).contains("16 MiB");
    }

    @Test
    void otherMediaTypesAreNotTaken() {
        assertThat(door.post(PATH, "text/plain", "{}").statusCode()).isEqualTo(415);
    }

    @Test
    void aPageOfAnotherSiteCannotPost() {
        var request = door.request(PATH)
                .header("Content-Type", JSON)
                .header("Origin", "https://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"readings\":[]}"));
        assertThat(door.send(request).statusCode()).isEqualTo(403);
        var own = door.request(PATH)
                .header("Content-Type", JSON)
                .header("Origin", door.url())
                .POST(HttpRequest.BodyPublishers.ofString("{\"readings\":[]}"));
        assertThat(door.send(own).statusCode()).isEqualTo(202);
    }

    @Test
    void anAcknowledgementIsTimed() {
        door.post(PATH, LINES, "{\"sensor\":\"a\",\"value\":1}");
        assertThat(door.get("/metrics").body()).contains("citygauge_ack_seconds_count 1");
    }
}
