package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpDoorTest {
    private final RunningDoor door = RunningDoor.open(SampleCity.ofThree());

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void anIndicatorThatIsComputedExplainsItself() {
        JsonObject list = door.object("/api/v1/indicators?year=");
        assertThat(list.getInteger("year")).isEqualTo(2026);
        assertThat(list.getString("asOf")).isEqualTo("2026-06-30T12:00:00Z");
        JsonObject parking = list.getJsonArray("indicators").getJsonObject(1);
        assertThat(parking.getString("number")).isEqualTo("19.8");
        assertThat(parking.getString("status")).isEqualTo("computed");
        assertThat(parking.getDouble("value")).isEqualTo(1700.0 / 24);
        assertThat(parking.getJsonObject("numerator")).isEqualTo(new JsonObject("""
                        {"measure": "measure_19_8_part", "value": 17, "unit": "{space}", "source": "sensor",
                         "completeness": 0.75, "flags": []}"""));
        assertThat(parking.getJsonArray("flags")).isEqualTo(new JsonArray("[\"yearToDate\", \"glitch\"]"));
        assertThat(parking.getJsonArray("missing")).isEmpty();
    }

    @Test
    void whatIsMissingIsNamedWithItsReason() {
        JsonObject water =
                door.object("/api/v1/indicators").getJsonArray("indicators").getJsonObject(2);
        assertThat(water.getString("status")).isEqualTo("incomplete");
        assertThat(water.getValue("value")).isNull();
        assertThat(water.getJsonArray("missing").getJsonObject(0).getString("reason"))
                .isEqualTo("no assets of class water_main in the register");
    }

    @Test
    void anUndefinedIndicatorSaysWhy() {
        JsonObject response = door.object("/api/v1/indicators/10.4");
        assertThat(response.getString("status")).isEqualTo("undefined");
        assertThat(response.getString("reason")).contains("is zero");
        assertThat(response.getString("formula")).isEqualTo("100 × the part ÷ the whole");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/v1/indicators?yeer=2026            | 400 | did you mean year?
                    /api/v1/indicators?year=twenty          | 400 | whole number
                    /api/v1/indicators?at=yesterday         | 400 | 2025-11-24T16:00:00Z
                    /api/v1/indicators?year=2025&at=2026-01-01T00:00:00Z | 400 | does not lie
                    /api/v1/indicators/99.9                 | 404 | 99.9
                    /api/v1/indicators/nonsense             | 400 | nonsense
                    /api/v1/sensors?state=dead              | 400 | live, never, silent, unregistered
                    /api/v1/sensors?limit=0                 | 400 | 1 to 1000
                    /api/v1/sensors?limit=5&limit=6         | 400 | more than once
                    /api/v1/sensors/unheard%2Fof            | 404 | unheard/of
                    /api/v1/sensors/nobody/summary          | 404 | nobody
                    /api/v1/assets?live=maybe               | 400 | false, true
                    /api/v1/dead-letters?reason=bad         | 400 | malformed
                    /api/v1/readings                        | 405 | POST
                    /nowhere                                | 404 | /openapi.yaml
                    """)
    void aWrongRequestIsToldWhatWouldBeRight(String path, int status, String words) {
        HttpResponse<String> response = door.get(path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("detail")).contains(words);
    }

    @Test
    void aSurpriseIsAnsweredWithoutItsStackTrace() {
        door.city.failWith(new IllegalStateException("secret innards"));
        HttpResponse<String> response = door.get("/api/v1/sensors");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("innards").doesNotContain("\tat ");
    }

    @Test
    void aLongListIsReadPageByPage() {
        HttpResponse<String> first = door.get("/api/v1/sensors?limit=3");
        assertThat(new JsonArray(first.body())).hasSize(3);
        String link = first.headers().firstValue("Link").orElseThrow();
        String next = first.headers().firstValue("X-Next").orElseThrow();
        assertThat(next).as("nothing to encode").matches("[A-Za-z0-9_-]+");
        assertThat(link).isEqualTo("</api/v1/sensors?limit=3&next=" + next + ">; rel=\"next\"");
        HttpResponse<String> second = door.get("/api/v1/sensors?limit=3&next=" + next);
        HttpResponse<String> nowhere = door.get("/api/v1/sensors?limit=3&next=foo");
        assertThat(nowhere.statusCode()).isEqualTo(400);
        assertThat(nowhere.body()).contains("X-Next of the page before");
        assertThat(new JsonArray(second.body())).hasSize(1);
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void theSensorsBehindAnIndicatorShowTheirShare() {
        JsonArray shares =
                new JsonArray(door.get("/api/v1/indicators/19.8/sensors").body());
        assertThat(shares).hasSize(1);
        assertThat(shares.getJsonObject(0).getString("role")).isEqualTo("numerator");
        assertThat(shares.getJsonObject(0).getDouble("sum")).isEqualTo(60.25);
        assertThat(shares.getJsonObject(0).getDouble("share")).isEqualTo(24.5);
        String readings = shares.getJsonObject(0).getString("readings");
        assertThat(door.get(readings).statusCode()).as(readings).isEqualTo(200);
    }

    @Test
    void theWayToACertificateCountsWhatHasAValue() {
        JsonObject answer = door.object("/api/v1/certification");
        assertThat(answer.getInteger("counted")).isEqualTo(1);
        assertThat(answer.getInteger("total")).isEqualTo(3);
        assertThat(answer.getJsonArray("missing").getJsonObject(1).getString("reason"))
                .isEqualTo("measure_23_1_part: no assets of class water_main in the register");
    }

    @Test
    void whatACertificateAsksForIsToldWithWhoSeesToIt() {
        JsonObject answer = door.object("/api/v1/certification");
        assertThat(answer.getString("prerequisite")).isEqualTo("a certificate of ISO 37120; none is recorded here");
        assertThat(answer.getString("ladder"))
                .isEqualTo("first year: Early Adopter; from the second year on: not published");
        assertThat(answer.getValue("completenessThreshold")).isNull();
        assertThat(answer.getJsonArray("notCertifiable")).isEmpty();
        assertThat(answer.getJsonObject("leastComplete").getDouble("completeness"))
                .isEqualTo(0.75);
    }

    @Test
    void deadLettersCanBeReplayed() {
        assertThat(door.post("/api/v1/dead-letters/7/replay", "application/json", "")
                        .body())
                .isEqualTo("{\"mended\":1,\"kept\":0}");
        assertThat(door.post("/api/v1/dead-letters/8/replay", "application/json", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFullJournalMakesTheGatewayNotReady() {
        assertThat(door.object("/health/ready").getString("status")).isEqualTo("ready");
        door.journal.full = true;
        HttpResponse<String> response = door.get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(response.body()).getJsonObject("checks").getJsonObject("journal"))
                .isEqualTo(
                        new JsonObject(
                                "{\"status\": \"down\", \"full\": true, \"reason\": \"the journal is full\", \"bytes\": 4096}"));
    }

    @Test
    void jsonIsCompressedForThoseWhoTakeIt() {
        var request = door.request("/api/v1/indicators").header("Accept-Encoding", "gzip");
        assertThat(door.send(request).headers().firstValue("Content-Encoding")).contains("gzip");
    }
}
