package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A figure on its way from a draft to what counts, over HTTP, each answer held against the description. */
final class WorkflowTest {
    private static final String FIGURE = "/api/v1/figures/population/2025";
    private static final String DESCRIBED = "/api/v1/figures/{measure}/{year}";
    private static final ApiDescription API = ApiDescription.read();

    private final RunningDoor door = RunningDoor.open(SampleCity.ofThree());

    @AfterEach
    void close() {
        door.close();
    }

    private String token(String name, Role role) {
        return door.ledger
                .tokens()
                .create(
                        Caller.LOCAL,
                        name,
                        role,
                        role == Role.AUDITOR ? Optional.of(door.now().plus(Duration.ofDays(30))) : Optional.empty())
                .secret();
    }

    private HttpResponse<String> send(String token, String method, String path, String body) {
        HttpRequest.Builder request = door.request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return door.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    private HttpResponse<String> draft(String token, String body) {
        return send(token, "PUT", FIGURE, body);
    }

    private HttpResponse<String> step(String token, String step, String body) throws IOException {
        HttpResponse<String> answer = send(token, "POST", FIGURE + "/" + step, body);
        API.assertDescribed(answer, "post", DESCRIBED + "/" + step, answer.statusCode());
        door.now(door.now().plusSeconds(60));
        return answer;
    }

    private static String detail(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body()).getString("detail");
    }

    @Test
    void twoPeoplePutAFigureInForceAndAThirdIsRefused() throws IOException {
        String bob = token("bob", Role.APPROVER);
        String ann = token("ann", Role.EDITOR);
        String vic = token("vic", Role.VIEWER);
        String body = "{\"value\": 563311, \"unit\": \"{person}\", \"reason\": \"first count\"}";
        assertThat(detail(draft(vic, body), 403)).isEqualTo("This needs the role editor, and vic has the role viewer.");
        assertThat(detail(draft("", body), 401)).isEqualTo("Send a token: Authorization: Bearer TOKEN.");
        assertThat(detail(draft("cg_guessed", body), 401)).isEqualTo("This token is not known here.");
        API.assertDescribed(draft(ann, body), "put", DESCRIBED, 201);
        assertThat(detail(step(bob, "approve", ""), 409))
                .isEqualTo("population 2025 is a draft; only what was submitted can be approved.");
        assertThat(step(ann, "submit", "").statusCode()).isEqualTo(200);
        assertThat(detail(step(ann, "approve", ""), 403))
                .isEqualTo("This needs the role approver, and ann has the role editor.");
        assertThat(detail(step(vic, "approve", ""), 403))
                .isEqualTo("This needs the role approver, and vic has the role viewer.");
        assertThat(detail(step(bob, "return", "{}"), 422))
                .isEqualTo("comment: say what is to be changed; population 2025 is not returned without.");
        assertThat(step(bob, "return", "{\"comment\": \"which office?\"}").statusCode())
                .isEqualTo(200);
        draft(ann, "{\"value\": 563311, \"source\": {\"organisation\": \"census office\"}}");
        step(ann, "submit", "{\"comment\": \"source added\"}");
        HttpResponse<String> approved = step(bob, "approve", "{\"version\": 5}");
        assertThat(new JsonObject(approved.body()).getString("actor")).isEqualTo("bob");

        HttpResponse<String> history = send(vic, "GET", FIGURE, "");
        API.assertDescribed(history, "get", DESCRIBED, 200);
        var figure = new JsonObject(history.body());
        assertThat(figure.getString("author")).isEqualTo("ann");
        assertThat(figure.getJsonObject("inForce").getInteger("version")).isEqualTo(6);
        assertThat(figure.getJsonArray("versions").stream()
                        .map(JsonObject.class::cast)
                        .map(one -> one.getString("state") + " by " + one.getString("actor") + ": "
                                + one.getString("reason")))
                .containsExactly(
                        "draft by ann: first count",
                        "submitted by ann: ",
                        "returned by bob: which office?",
                        "draft by ann: ",
                        "submitted by ann: source added",
                        "approved by bob: ");
    }

    @Test
    void whoWroteAFigureDoesNotApproveIt() throws IOException {
        String bob = token("bob", Role.APPROVER);
        draft(bob, "{\"value\": 1}");
        step(bob, "submit", "");
        assertThat(detail(step(bob, "approve", ""), 403))
                .isEqualTo("bob wrote population 2025 and does not approve it: another approver has to.");
        assertThat(step(token("cleo", Role.APPROVER), "approve", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatWasKnownOnADayCanBeAsked() throws IOException {
        draft("", "{\"value\": 1}");
        step("", "submit", "");
        step("", "approve", "");
        String then = door.now().toString();
        door.now(door.now().plus(Duration.ofDays(2)));
        draft("", "{\"notAvailableBecause\": \"the count was wrong\"}");
        step("", "submit", "");
        step("", "approve", "");
        HttpResponse<String> now = door.get("/api/v1/figures?year=2025&state=approved");
        API.assertDescribed(now, "get", "/api/v1/figures", 200);
        assertThat(now.body()).contains("\"notAvailableBecause\":\"the count was wrong\"");
        assertThat(door.get("/api/v1/figures?asOf=" + then).body()).contains("\"value\":1,");
        assertThat(door.get("/api/v1/figures?asOf=" + then.substring(0, 10)).body())
                .contains("\"value\":1,");
        assertThat(door.get("/api/v1/figures?asOf=2020-01-01").body()).isEqualTo("[]");
        assertThat(detail(door.get("/api/v1/figures?asOf=soon"), 400)).contains("is no instant");
        assertThat(door.get("/api/v1/figures?measure=households").body()).isEqualTo("[]");
    }

    @Test
    void theListIsPaged() throws IOException {
        for (String measure : new String[] {"population", "households", "buildings_total"}) {
            HttpResponse<String> drafted = send("", "PUT", "/api/v1/figures/" + measure + "/2025", "{\"value\": 7}");
            assertThat(drafted.statusCode()).as(drafted.body()).isEqualTo(201);
        }
        HttpResponse<String> first = door.get("/api/v1/figures?limit=2");
        String next = first.headers().firstValue("X-Next").orElseThrow();
        HttpResponse<String> rest = door.get("/api/v1/figures?limit=2&next=" + next);
        assertThat(rest.headers().firstValue("X-Next")).isEmpty();
        assertThat(new JsonArray(first.body()).size() + new JsonArray(rest.body()).size())
                .isEqualTo(3);
        assertThat(rest.body()).contains("\"measure\":\"population\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"value": "1,5"}                              | 400 | value: "1,5" is no number; write a decimal point.
            {"value": "1.234.567"}                        | 400 | value: "1.234.567" is no number.
            {"value": 1e999999999}                        | 400 | value: "1E+999999999" is no number of at most 40 digits before and after the point.
            {"value": true}                               | 400 | value: must be a number.
            {"value": NaN}                                | 400 | The body is no JSON
            {"value": null}                               | 400 | value: is missing; or say notAvailableBecause.
            {"value": 1, "notAvailableBecause": "x"}      | 400 | value: a figure that has a value is available
            {"valu": 1}                                   | 400 | valu: no such member; did you mean value?
            {"value": 1, "value": 2}                      | 400 | The body is no JSON: Duplicate field 'value'.
            {"value": 1} {"value": 2}                     | 400 | The body is no JSON
            [1]                                           | 400 | The body must be a JSON object.
            {"value": 1, "source": "census"}              | 400 | source must be a JSON object.
            {"value": 1, "source": {"organization": "x"}} | 400 | source.organization: no such member; did you mean organisation?
            {"value": 1, "yearOfData": 2024.5}            | 400 | yearOfData: must be a whole number.
            {"value": 1, "yearOfData": 99999999999}       | 422 | yearOfData: 2147483647 is no year such as 2025.
            {"value": 1, "asOf": "31.12.2025"}            | 400 | asOf: "31.12.2025" is no day such as 2025-06-30.
            {"value": 1, "evidence": [{"sha256": "00"}]}  | 400 | evidence: no evidence 00 is kept here; POST it to /api/v1/evidence first.
            {"value": -3, "unit": "kg"}                   | 422 | value: -3 {person} is less than nothing; unit: "kg" does not convert into {person}, the unit of population.
            """)
    void whatCannotBeUsedIsAnsweredWithWhatIsWrong(String body, int status, String text) throws IOException {
        HttpResponse<String> answer = draft("", body);
        API.assertDescribed(answer, "put", DESCRIBED, status);
        assertThat(detail(answer, status)).startsWith(text);
        assertThat(door.ledger.figures().histories()).isEmpty();
    }

    @Test
    void aMeasureOrYearThatIsNoneIsNamed() throws IOException {
        HttpResponse<String> unknown = send("", "PUT", "/api/v1/figures/populaton/2025", "{\"value\": 1}");
        API.assertDescribed(unknown, "put", DESCRIBED, 404);
        assertThat(detail(unknown, 404))
                .isEqualTo("measure: \"populaton\" is no measure of the catalogue; did you mean \"population\"?");
        assertThat(detail(send("", "PUT", "/api/v1/figures/population/25", "{\"value\": 1}"), 400))
                .isEqualTo("year: \"25\" is no year such as 2025.");
        assertThat(detail(door.get("/api/v1/figures/population/2025"), 404))
                .isEqualTo("There is no figure of population 2025.");
        var form = door.request(FIGURE).PUT(HttpRequest.BodyPublishers.ofString("value=1"));
        assertThat(detail(door.send(form), 415)).contains("send application/json");
        assertThat(detail(draft("", "{\"comment\": \"" + "x".repeat(300_000) + "\"}"), 413))
                .contains("256 KiB");
        assertThat(detail(draft("", "[".repeat(100_000)), 400)).startsWith("The body is no JSON");
    }

    @Test
    void everyDigitThatIsEnteredIsAnswered() {
        String digits = "12345678901234567890123.4500";
        assertThat(draft("", "{\"value\": " + digits + "}").body()).contains("\"value\":" + digits + ",");
        assertThat(draft("", "{\"value\": \"" + digits + "\"}").body()).contains("\"value\":" + digits + ",");
        assertThat(door.get(FIGURE).body()).contains("\"value\":" + digits + ",");
    }

    @Test
    void aShareOverTheWholeIsTakenAndRemarkedOn() throws IOException {
        String spaces = "/api/v1/figures/public_parking_spaces_total/2025";
        send("", "PUT", spaces, "{\"value\": 100}");
        send("", "POST", spaces + "/submit", "");
        send("", "POST", spaces + "/approve", "");
        HttpResponse<String> over = send("", "PUT", "/api/v1/figures/parking_spaces_realtime/2025", "{\"value\": 160}");
        API.assertDescribed(over, "put", DESCRIBED, 201);
        assertThat(new JsonObject(over.body()).getJsonArray("remarks").getString(0))
                .isEqualTo("indicator 19.8 would be 160.0 %, more than the whole: parking_spaces_realtime over"
                        + " public_parking_spaces_total");
    }
}
