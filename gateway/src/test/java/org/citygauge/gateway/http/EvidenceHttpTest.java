package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Evidence, certificates and the audit log over HTTP. */
final class EvidenceHttpTest {
    private static final String EVIDENCE = "/api/v1/evidence";
    private static final ApiDescription API = ApiDescription.read();

    private final RunningDoor door = RunningDoor.open(SampleCity.ofThree());

    @AfterEach
    void close() {
        door.close();
    }

    private HttpResponse<String> add(String name, byte[] bytes) {
        return door.send(door.request(EVIDENCE + "?name=" + name)
                .header("Content-Type", "application/pdf; x=y")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    private HttpResponse<String> put(String path, String body) {
        return door.send(door.request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void aFileIsKeptOnceAndGivenBackByteByByte() throws Exception {
        var bytes = new byte[(5 << 20) + 3];
        new Random(7).nextBytes(bytes);
        HttpResponse<String> first = add("scan%20one.pdf", bytes);
        API.assertDescribed(first, "post", EVIDENCE, 201);
        assertThat(add("again.pdf", bytes).body()).isEqualTo(first.body());
        var kept = new JsonObject(first.body());
        assertThat(kept.getString("name")).isEqualTo("scan one.pdf");
        assertThat(kept.getString("mediaType")).isEqualTo("application/pdf");
        HttpResponse<String> list = door.get(EVIDENCE);
        API.assertDescribed(list, "get", EVIDENCE, 200);
        assertThat(new JsonArray(list.body())).hasSize(1);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> given = client.send(
                    door.request(EVIDENCE + "/" + kept.getString("sha256")).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(given.body()).isEqualTo(bytes);
            assertThat(given.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(given.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename*=UTF-8''scan%20one.pdf");
            assertThat(given.headers().firstValue("Content-Security-Policy")).contains("sandbox; default-src 'none'");
        }
        try (var left = Files.list(door.ledger.file().resolveSibling("uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatProvesNothingOrIsTooLongIsRefused() throws IOException {
        API.assertDescribed(add("empty.pdf", new byte[0]), "post", EVIDENCE, 422);
        API.assertDescribed(add("..%2Fup", new byte[1]), "post", EVIDENCE, 422);
        API.assertDescribed(add("", new byte[1]), "post", EVIDENCE, 400);
        API.assertDescribed(door.get(EVIDENCE + "/" + "0".repeat(64)), "get", EVIDENCE + "/{sha256}", 404);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.getOutputStream()
                    .write(("POST " + EVIDENCE + "?name=x HTTP/1.1\r\nHost: x\r\nContent-Length: 67108865\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
        assertThat(door.ledger.evidence().all()).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        Path uploads = door.ledger.file().resolveSibling("uploads");
        for (int i = 0; i < 8; i++) { // at different moments: once there is a file, and before
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
                socket.getOutputStream()
                        .write(("POST " + EVIDENCE + "?name=x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
                                .getBytes(StandardCharsets.US_ASCII));
                if (i % 2 == 0) {
                    await(() -> count(uploads) >= 1);
                }
            }
        }
        await(() -> count(uploads) == 0);
        assertThat(door.ledger.evidence().all()).isEmpty();
    }

    private static long count(Path folder) {
        try (var files = Files.list(folder)) {
            return files.count();
        } catch (IOException notYet) {
            return -1;
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until).isNegative();
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void figuresAndCertificatesReferToEvidenceByItsContent() throws IOException {
        String sha256 = new JsonObject(add("yearbook.pdf", new byte[] {1, 2, 3}).body()).getString("sha256");
        HttpResponse<String> figure = put(
                "/api/v1/figures/population/2025", "{\"value\": 1, \"evidence\": [{\"sha256\": \"" + sha256 + "\"}]}");
        assertThat(new JsonObject(figure.body()).getJsonArray("evidence").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("name", "yearbook.pdf")
                        .put("mediaType", "application/pdf")
                        .put("sha256", sha256));
        String path = "/api/v1/certificates";
        HttpResponse<String> added = door.post(
                path,
                "application/json",
                "{\"standard\": \"ISO 37120\", \"level\": \"Gold\", \"date\": \"2025-05-01\", \"certifier\": \"WCCD\","
                        + " \"evidence\": [{\"sha256\": \"" + sha256 + "\", \"name\": \"certificate.pdf\"}]}");
        API.assertDescribed(added, "post", path, 201);
        API.assertDescribed(door.get(path), "get", path, 200);
        assertThat(door.get(path).body()).contains("\"level\":\"Gold\"").contains("certificate.pdf");
        API.assertDescribed(door.post(path, "application/json", "{\"standard\": \"ISO 37120\"}"), "post", path, 400);
    }

    @Test
    void theAuditLogIsReadAndCheckedAndBetraysWhatWasChanged() throws IOException, SQLException {
        put("/api/v1/figures/population/2025", "{\"value\": 1}");
        put("/api/v1/figures/population/2025", "{\"value\": 2}");
        HttpResponse<String> first = door.get("/api/v1/audit?limit=1");
        API.assertDescribed(first, "get", "/api/v1/audit", 200);
        String next = first.headers().firstValue("X-Next").orElseThrow();
        HttpResponse<String> second = door.get("/api/v1/audit?limit=1&next=" + next);
        assertThat(new JsonArray(second.body()).getJsonObject(0).getInteger("seq"))
                .isEqualTo(2);
        assertThat(second.headers().firstValue("X-Next")).isEmpty();
        String path = "/api/v1/audit/verification";
        API.assertDescribed(door.get(path), "get", path, 200);
        assertThat(door.object(path).getBoolean("sound")).isTrue();
        assertThat(door.object(path).getString("head"))
                .isEqualTo(new JsonArray(second.body()).getJsonObject(0).getString("hash"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + door.ledger.file());
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER audit_stays");
            statement.execute("UPDATE audit SET actor = 'eve' WHERE seq = 1");
        }
        API.assertDescribed(door.get(path), "get", path, 200);
        assertThat(door.object(path).getBoolean("sound")).isFalse();
        assertThat(door.object(path).getInteger("firstWrong")).isEqualTo(1);
        assertThat(door.object(path).getJsonArray("problems").getString(0)).contains("entry 1 (figure.draft", "eve");
    }
}
