package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: tokens made, used, run out and taken back, and the roles they carry. */
final class AccessTest {
    private static final String TOKENS = "/api/v1/tokens";
    private static final ApiDescription API = ApiDescription.read();
    /** SHA-256 of "open sesame". */
    private static final String HASH = "41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb";

    private RunningDoor door = RunningDoor.open(SampleCity.ofThree());

    @AfterEach
    void close() {
        door.close();
    }

    private HttpResponse<String> send(String token, String method, String path, String body) {
        HttpRequest.Builder request = door.request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return door.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    private String make(String token, String name, String role, @Nullable String expires) {
        var body = new JsonObject().put("name", name).put("role", role).put("expires", expires);
        HttpResponse<String> made = send(token, "POST", TOKENS, body.encode());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return new JsonObject(made.body()).getString("token");
    }

    private static String detail(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body()).getString("detail");
    }

    @Test
    void withTheFirstTokenTheDoorIsClosedToAllOthers() throws IOException {
        assertThat(door.get("/api/v1/books").statusCode()).isEqualTo(200);
        assertThat(detail(send("", "POST", TOKENS, "{\"name\": \"ann\", \"role\": \"editor\"}"), 409))
                .startsWith("The first token must be one of role approver");
        HttpResponse<String> made = send("", "POST", TOKENS, "{\"name\": \"bob\", \"role\": \"approver\"}");
        API.assertDescribed(made, "post", TOKENS, 201);
        String bob = new JsonObject(made.body()).getString("token");
        assertThat(detail(door.get("/api/v1/books"), 401)).startsWith("Send a token");
        assertThat(send(bob, "GET", "/api/v1/books", "").statusCode()).isEqualTo(200);
        API.assertDescribed(send(bob, "DELETE", TOKENS + "/bob", ""), "delete", TOKENS + "/{name}", 200);
        assertThat(detail(send(bob, "GET", "/api/v1/books", ""), 401))
                .startsWith("This token of bob was revoked by bob at ");
        assertThat(door.get("/api/v1/books").statusCode()).isEqualTo(401);
        assertThat(door.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenRunsOutByTheGatewaysClock() throws IOException {
        String bob = make("", "bob", "approver", null);
        Instant end = door.now().plus(Duration.ofDays(1));
        String vera = make(bob, "vera", "auditor", end.toString());
        assertThat(send(vera, "GET", "/api/v1/audit", "").statusCode()).isEqualTo(200);
        door.now(end);
        assertThat(detail(send(vera, "GET", "/api/v1/audit", ""), 401))
                .isEqualTo("This token of vera ran out at " + end + "; an approver can make another.");
        HttpResponse<String> list = send(bob, "GET", TOKENS, "");
        API.assertDescribed(list, "get", TOKENS, 200);
        assertThat(list.body()).contains("\"name\":\"vera\",\"role\":\"auditor\",\"state\":\"expired\"");
        assertThat(detail(send(bob, "POST", TOKENS, "{\"name\": \"x\", \"role\": \"auditor\"}"), 422))
                .isEqualTo("expires: an auditor's token must run out; say when.");
        assertThat(detail(send(bob, "POST", TOKENS, "{\"name\": \"x\", \"role\": \"boss\"}"), 400))
                .isEqualTo("role: \"boss\" is none of viewer, editor, approver, auditor.");
        assertThat(detail(send(bob, "DELETE", TOKENS + "/nobody", ""), 404)).contains("There is no token of nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/indicators,                      viewer",
        "GET,  /api/v1/figures,                         viewer",
        "GET,  /api/v1/evidence,                        viewer",
        "GET,  /api/v1/certificates,                    viewer",
        "GET,  /metrics,                                viewer",
        "GET,  /api/v1/tokens,                          auditor",
        "GET,  /api/v1/audit,                           auditor",
        "GET,  /api/v1/audit/verification,              auditor",
        "POST, /api/v1/readings,                        editor",
        "POST, /api/v1/dead-letters/replay,             editor",
        "PUT,  /api/v1/figures/population/2025,         editor",
        "POST, /api/v1/figures/population/2025/submit,  editor",
        "POST, /api/v1/evidence?name=x,                 editor",
        "POST, /api/v1/figures/population/2025/approve, approver",
        "POST, /api/v1/figures/population/2025/return,  approver",
        "POST, /api/v1/certificates,                    approver",
        "POST, /api/v1/tokens,                          approver",
        "DELETE, /api/v1/tokens/bob,                    approver",
        "POST, /api/v1/years/2020/close,                approver",
        "POST, /api/v1/years/2020/restate,              approver",
        "POST, /api/v1/backups,                         approver",
        "GET,  /api/v1/backups/1,                       approver",
        "POST, /api/v1/projections/influx/rebuild,      approver",
    })
    void eachRoleMayDoWhatItIsFor(String method, String path, String needed) {
        String bob = make("", "bob", "approver", null);
        String end = door.now().plusSeconds(60).toString();
        for (String role : new String[] {"viewer", "auditor", "editor"}) {
            String token = make(bob, role, role, role.equals("auditor") ? end : null);
            boolean may = needed.equals("viewer") || needed.equals(role);
            HttpResponse<String> answer = send(token, method, path, "");
            if (may) {
                assertThat(answer.statusCode()).as("%s %s", role, answer.body()).isNotEqualTo(403);
            } else {
                assertThat(detail(answer, 403))
                        .isEqualTo("This needs the role " + needed + ", and " + role + " has the role " + role + ".");
            }
        }
        assertThat(send(bob, method, path, "").statusCode()).isNotEqualTo(403);
    }

    @Test
    void theTokensOfTheFileStayValidAndMayHaveARole(@TempDir Path folder) throws IOException {
        Tokens file = Tokens.read(Files.writeString(folder.resolve("tokens"), "office:" + HASH + "\n"));
        Tokens viewer = Tokens.read(Files.writeString(folder.resolve("viewer"), "screen:" + HASH + ":viewer\n"));
        door.close();
        door = new RunningDoor(SampleCity.ofThree(), RunningDoor.onAnyPort(), Optional.of(file));
        String ann = make("open sesame", "ann", "editor", null);
        assertThat(send(ann, "GET", "/api/v1/books", "").statusCode()).isEqualTo(200);
        assertThat(detail(send("open sesame", "POST", TOKENS, "{\"name\": \"office\", \"role\": \"editor\"}"), 409))
                .contains("in the file http.tokens");
        assertThat(detail(send("open sesame", "DELETE", TOKENS + "/office", ""), 409))
                .contains("take its line out");
        assertThat(send("open sesame", "GET", TOKENS, "").body()).contains("\"by\":\"http.tokens\"");
        door.close();
        door = new RunningDoor(SampleCity.ofThree(), RunningDoor.onAnyPort(), Optional.of(viewer));
        assertThat(send("open sesame", "GET", "/api/v1/books", "").statusCode()).isEqualTo(200);
        assertThat(detail(send("open sesame", "POST", TOKENS, "{}"), 403))
                .isEqualTo("This needs the role approver, and screen has the role viewer.");
    }

    @Test
    void whatOpensTheDoorIsShownOnce() {
        String bob = make("", "bob", "approver", null);
        assertThat(send(bob, "GET", TOKENS, "").body()).contains("bob").doesNotContain(bob);
        assertThat(send(bob, "GET", "/api/v1/audit", "").body())
                .contains("token.create")
                .doesNotContain(bob);
    }

    @Test
    void theLogAlsoTellsOfWhatLeavesNoRow() {
        String bob = make("", "bob", "approver", null);
        send(bob, "POST", "/api/v1/dead-letters/replay?reason=malformed", "");
        send(bob, "POST", "/api/v1/dead-letters/replay?reason=nonsense", ""); // refused, so nothing was done
        send(bob, "POST", "/api/v1/projections/influx/rebuild?from=2025-01-01&to=2025-01-02", "");
        send(bob, "POST", "/api/v1/backups", "");
        long until = System.nanoTime() + 10_000_000_000L;
        while (door.ledger.audit().entries(3, 10).isEmpty()) {
            assertThat(System.nanoTime() - until).isNegative();
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(door.ledger.audit().entries(1, 10))
                .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.subject())
                .containsExactlyInAnyOrder(
                        "bob dead_letters.replay /api/v1/dead-letters/replay?reason=malformed",
                        "bob influx.rebuild /api/v1/projections/influx/rebuild?from=2025-01-01&to=2025-01-02",
                        "bob backup.begin /api/v1/backups");
        assertThat(door.ledger.audit().verify().problems()).isEmpty();
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() {
        for (String method : new String[] {"PUT", "POST", "DELETE"}) {
            HttpRequest.Builder request = door.request("/api/v1/figures/population/2025")
                    .header("Origin", "https://elsewhere.example")
                    .method(method, HttpRequest.BodyPublishers.ofString("{\"value\": 1}"));
            assertThat(detail(door.send(request), 403)).isEqualTo("Pages of other sites may not change anything here.");
        }
    }
}
