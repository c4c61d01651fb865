package org.citygauge.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Guards promise 5 (time is the sensor's time) as {@code GET …/history} and {@code …/readings} show it, over HTTP, from a whole
 * gateway with its files; and the lessons on exports: complete, at full precision, and harmless in a spreadsheet (openremote#1473;
 * thingsboard#10619; a city's published denominators).
 */
class HistoryOverHttpTest {
    private static final String ENERGY = "/api/v1/indicators/7.4/history";

    @TempDir
    Path folder;

    private SmallTown town;

    @BeforeEach
    void open() {
        town = SmallTown.open(folder, Instant.parse("2026-02-10T11:00:00Z"));
    }

    @AfterEach
    void close() {
        town.close();
    }

    private JsonArray history(String query) {
        return new JsonArray(town.ok(ENERGY + query).body());
    }

    private static List<String> instants(JsonArray points) {
        return objects(points).stream().map(point -> point.getString("at")).toList();
    }

    private static List<Double> values(JsonArray points) {
        return objects(points).stream().map(point -> point.getDouble("value")).toList();
    }

    private static List<JsonObject> objects(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }

    private void meter(String sensor, String time, String value) {
        town.post("{\"sensor\":\"%s\",\"time\":\"%s\",\"value\":%s,\"unit\":\"kWh\"}".formatted(sensor, time, value));
    }

    /** Grows by 100 in March and in October 2025, and by 100 in 2026. */
    private void grid() {
        meter("grid", "2025-01-01T00:00:00+01:00", "1000");
        meter("grid", "2025-03-30T12:00:00+02:00", "1100");
        meter("grid", "2025-10-26T12:00:00+01:00", "1200");
        meter("grid", "2026-01-20T12:00:00+01:00", "1300");
    }

    @Test
    void theHistoryFollowsTheYearAndBeginsAnewWithTheNext() {
        grid();
        meter("roof", "2025-01-01T00:00:00+01:00", "0");
        meter("roof", "2025-03-30T12:00:00+02:00", "100");
        JsonArray points = history("?from=2025-03-01T00:00:00%2B01:00&to=2026-02-01T00:00:00%2B01:00&step=P1M");
        assertThat(instants(points)).hasSize(12).startsWith("2025-02-28T23:00:00Z", "2025-03-31T22:00:00Z");
        assertThat(objects(points).getFirst().getString("status")).isEqualTo("undefined");
        assertThat(objects(points).getFirst().getValue("value")).isNull();
        assertThat(values(points).subList(1, 8)).containsOnly(50.0);
        assertThat(values(points).subList(8, 10)).containsOnly(100 / 3.0);
        // the instant at which 2025 ends is its last; a month later 2026 has what it has
        assertThat(instants(points).get(10)).isEqualTo("2025-12-31T23:00:00Z");
        assertThat(values(points).get(10)).isEqualTo(100 / 3.0);
        assertThat(values(points).get(11)).isZero();
    }

    @Test
    void theLastValueOfAYearIsTheYears() {
        grid();
        meter("roof", "2025-06-01T00:00:00Z", "10");
        meter("roof", "2025-12-31T22:59:59.999999Z", "60");
        JsonObject year =
                new JsonObject(town.ok("/api/v1/indicators/7.4?year=2025").body());
        JsonArray end = history("?from=2025-12-31T23:00:00Z&to=2025-12-31T23:00:00Z");
        assertThat(values(end)).containsExactly(year.getDouble("value")).containsExactly(20.0);
    }

    @Test
    void aReadingThatComesMonthsLateChangesItsHourTheHoursAfterItAndItsYear() {
        grid();
        String query = "?from=2025-04-30T22:00:00Z&to=2025-06-30T22:00:00Z&step=P1M";
        meter("roof", "2025-01-01T00:00:00+01:00", "0");
        assertThat(values(history(query))).containsExactly(0.0, 0.0, 0.0);
        JsonObject before =
                new JsonObject(town.ok("/api/v1/indicators/7.4?year=2025").body());
        assertThat(before.getDouble("value")).isZero();
        meter("roof", "2025-05-15T10:00:00Z", "100");
        assertThat(values(history(query))).containsExactly(0.0, 50.0, 50.0);
        assertThat(town.eventually("/api/v1/indicators/7.4?year=2025", body -> body.getDouble("value") != 0.0)
                        .getDouble("value"))
                .isEqualTo(100 / 3.0);
    }

    /** What a year begins with is what the one before ended with. */
    @Test
    void aReadingLateForLastYearChangesWhatThisYearGrewBy() {
        grid();
        meter("roof", "2026-01-15T10:00:00Z", "500");
        String now = "/api/v1/indicators/7.4?year=2026";
        assertThat(town.eventually(now, body -> body.getDouble("value") != null).getDouble("value"))
                .isZero();
        meter("roof", "2025-12-20T10:00:00Z", "400");
        assertThat(town.eventually(now, body -> body.getDouble("value") != 0.0).getDouble("value"))
                .isEqualTo(50.0);
    }

    /** Until the next readings are there a fall counts as a reset: also where those lie in the next year, and the year was asked for. */
    @Test
    void whatTheFirstReadingsOfAYearTellOfTheLastFallChangesTheYearThatEnded() {
        town.clock(Instant.parse("2025-12-31T23:00:30Z"));
        meter("roof", "2025-12-31T10:00:00Z", "0");
        meter("roof", "2025-12-31T11:00:00Z", "1");
        meter("grid", "2025-12-31T22:00:00Z", "100");
        meter("grid", "2025-12-31T22:50:00Z", "109");
        meter("grid", "2025-12-31T22:59:00Z", "90");
        String ended = "/api/v1/indicators/7.4?year=2025";
        assertThat(new JsonObject(town.ok(ended).body()).getDouble("value")).isEqualTo(1.0);
        meter("grid", "2025-12-31T23:00:10Z", "110");
        assertThat(town.eventually(ended, body -> body.getDouble("value") != 1.0)
                        .getDouble("value"))
                .isEqualTo(10.0);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-29T00:00:00%2B01:00, 2025-03-31T00:00:00%2B02:00, P1D, 2025-03-29T23:00:00Z, 2025-03-30T22:00:00Z",
        "2025-10-25T00:00:00%2B02:00, 2025-10-27T00:00:00%2B01:00, P1D, 2025-10-25T22:00:00Z, 2025-10-26T23:00:00Z",
        "2025-03-30T00:00:00Z, 2025-03-30T02:00:00Z, PT1H, 2025-03-30T01:00:00Z, 2025-03-30T02:00:00Z",
        "2024-01-30T23:00:00Z, 2024-04-01T00:00:00Z, P1M, 2024-02-28T23:00:00Z, 2024-03-30T23:00:00Z"
    })
    void daysOfTheHistoryHaveAsManyHoursAsTheCitysClockShows(
            String from, String to, String step, String second, String third) {
        JsonArray points = history("?from=" + from + "&to=" + to + "&step=" + step);
        assertThat(instants(points).subList(1, 3)).containsExactly(second, third);
    }

    @Test
    void withoutParametersTheHistoryIsTheYearSoFarDayByDay() {
        List<String> instants = instants(history(""));
        assertThat(instants).hasSize(41).startsWith("2025-12-31T23:00:00Z").endsWith("2026-02-09T23:00:00Z");
        assertThat(instants(history("?to=2027-01-01T00:00:00Z"))).isEqualTo(instants);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "from=2026-02-03, from",
        "from=-99999999-01-01T00:00:00Z, from",
        "to=%2B99999999-01-01T00:00:00Z, to",
        "from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z, from",
        "from=2026-03-02T00:00:00Z, from",
        "step=P0D, step",
        "step=-P1D, step",
        "step=PT1S, step",
        "step=often, step",
        "step=PT1M&from=2025-01-01T00:00:00Z, step",
        "stpe=P1D, stpe"
    })
    void aParameterThatMakesNoHistoryIsNamed(String query, String parameter) {
        assertNames(parameter, ENERGY + "?" + query);
    }

    private void assertNames(String parameter, String path) {
        HttpResponse<String> response = town.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new JsonObject(response.body()).getString("detail")).startsWith(parameter + ":");
    }

    @ParameterizedTest
    @CsvSource({"P999999999Y", "PT2562047788015215H"})
    void aStepLongerThanAnyCalendarLeavesTheFirstInstant(String step) {
        assertThat(instants(history("?from=2026-02-01T00:00:00Z&step=" + step)))
                .containsExactly("2026-02-01T00:00:00Z");
    }

    @Test
    void anIndicatorThatIsNotThereHasNoHistory() {
        assertThat(town.get("/api/v1/indicators/7.99/history").statusCode()).isEqualTo(404);
    }

    @Test
    void readingsAreThereAsTheyWereSentRegisteredOrNot() {
        town.post("{\"sensor\":\"stranger\",\"time\":\"2001-02-03T04:05:06.000007Z\",\"value\":123456789012345678,"
                + "\"unit\":\"m3\",\"quantity\":\"flow\",\"id\":\"e\",\"revision\":2}");
        town.post("{\"sensor\":\"stranger\",\"time\":\"2026-01-01T00:00:00Z\",\"value\":1.50}");
        town.post("{\"sensor\":\"stranger\",\"time\":\"2026-01-01T00:00:00Z\",\"value\":2}");
        town.post("{\"sensor\":\"stranger\",\"value\":true}");
        String path = "/api/v1/sensors/stranger/readings";
        assertThat(new JsonArray(town.ok(path).body())).isEqualTo(new JsonArray("""
                        [{"time":"2001-02-03T04:05:06.000007Z","value":1.2345678901234568E17,"quantity":"flow","unit":"m3",
                          "id":"e","revision":2,"flags":[]},
                         {"time":"2026-01-01T00:00:00Z","value":2,"quantity":"","unit":"","id":"","revision":0,
                          "flags":["conflictingValues"]},
                         {"time":"2026-02-10T11:00:00Z","value":1,"quantity":"","unit":"","id":"","revision":0,
                          "flags":["receiptTime"]}]"""));
        assertThat(town.ok(path + "?format=csv").body()).isEqualTo("""
                        time,sensor,value,quantity,unit,id,revision,flags
                        2001-02-03T04:05:06.000007Z,stranger,123456789012345678,flow,m3,e,2,
                        2026-01-01T00:00:00Z,stranger,2,,,,0,conflictingValues
                        2026-02-10T11:00:00Z,stranger,1,,,,0,receiptTime
                        """);
    }

    @Test
    void fromIsIncludedAndToIsNot() {
        for (String time : List.of("10:00:00", "10:59:59.999999", "11:00:00", "11:00:00.000001")) {
            meter("grid", "2026-02-09T" + time + "Z", "1");
        }
        String path = "/api/v1/sensors/grid/readings?from=2026-02-09T10:59:59.999999Z&to=2026-02-09T11:00:00.000001Z";
        assertThat(objects(new JsonArray(town.ok(path).body())))
                .extracting(reading -> reading.getString("time"))
                .containsExactly("2026-02-09T10:59:59.999999Z", "2026-02-09T11:00:00Z");
    }

    @Test
    void aListInPartsIsTheListWhateverItsOrderOfArrival() {
        town.post(IntStream.range(0, 57)
                .map(i -> i * 23 % 57)
                .mapToObj(i ->
                        "{\"sensor\":\"=1+2\",\"time\":\"2025-0%d-01T00:00:00Z\",\"value\":%d,\"id\":\"%d|\",\"quantity\":\"%s\"}"
                                .formatted(1 + i % 5, i, i, i % 2 == 0 ? "q|" : ""))
                .collect(Collectors.joining("\n")));
        String path = "/api/v1/sensors/%3D1%2B2/readings";
        List<JsonObject> whole =
                objects(new JsonArray(town.ok(path + "?limit=1000").body()));
        assertThat(whole).hasSize(57);
        assertThat(town.parts(path + "?limit=10")).isEqualTo(whole);
        assertThat(town.parts(path + "?limit=1")).isEqualTo(whole);
        assertThat(town.parts(path + "?limit=7&quantity=q%7C")).hasSize(29).isSubsetOf(whole);
        List<String> lines = town.accepting("text/csv", path).body().lines().toList();
        assertThat(lines).hasSize(58);
        assertThat(lines.get(1)).isEqualTo("2025-01-01T00:00:00Z,'=1+2,15,,,15|,0,");
    }

    @Test
    void cellsDoNothingInASpreadsheetAndKeepWhatTheyHold() {
        town.post("{\"sensor\":\"a,\\\"b\\\"\",\"time\":\"2025-01-01T00:00:00Z\",\"value\":-1,\"id\":\"@SUM(A1)\","
                + "\"quantity\":\"-2+3\"}");
        HttpResponse<String> csv = town.accepting("text/csv", "/api/v1/sensors/a%2C%22b%22/readings");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.body().lines().toList().get(1))
                .isEqualTo("2025-01-01T00:00:00Z,\"a,\"\"b\"\"\",-1,'-2+3,,'@SUM(A1),0,");
        assertThat(town.accepting("text/csv", "/api/v1/sensors/a%2C%22b%22/readings?format=json")
                        .headers()
                        .firstValue("Content-Type"))
                .contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "from=1, from",
        "to=%2B99999999-01-01T00:00:00Z, to",
        "from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z, to",
        "limit=0, limit",
        "limit=1001, limit",
        "next=nonsense, next",
        "next=1%7C-1%7C, next",
        "next=1%7C9%7Cq&format=csv, next",
        "format=xml, format"
    })
    void aParameterThatMakesNoListIsNamed(String query, String parameter) {
        meter("grid", "2026-01-01T00:00:00Z", "1");
        assertNames(parameter, "/api/v1/sensors/grid/readings?" + query);
    }

    @Test
    void ofASensorNobodyHeardOfThereAreNone() {
        assertThat(town.get("/api/v1/sensors/nobody/readings").statusCode()).isEqualTo(404);
        assertThat(town.accepting("text/csv", "/api/v1/sensors/nobody/readings").statusCode())
                .isEqualTo(404);
        assertThat(town.ok("/api/v1/sensors/roof/readings").body()).isEqualTo("[]");
    }
}
