package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.citygauge.gateway.ledger.AuditFinding;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.FigureHistory;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.ledger.Role;
import org.citygauge.indicators.measure.MeasureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed while people write figures. */
@Timeout(600)
class LedgerKillTest {
    private static final int KILLS = 2;
    private static final FigureKey KEY = new FigureKey(new MeasureId("population"), 2025);

    @TempDir
    private Path folder;

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-10T08:00:00Z"));
    private final Queue<Long> answered = new ConcurrentLinkedQueue<>();

    /** What was answered is there, the log fits, and nowhere in what the gateway says is a token. */
    @Test
    void whatWasAnsweredIsKeptAndTheChainHolds() throws Exception {
        Town town = Town.make(folder.resolve("town"));
        Path data = folder.resolve("data");
        String token;
        try (Ledger ledger = Ledger.open(data, clock)) {
            token = ledger.tokens()
                    .create(Caller.LOCAL, "bob", Role.APPROVER, Optional.empty())
                    .secret();
        }
        var random = new Random(11);
        for (int kill = 1; kill <= KILLS; kill++) {
            try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
                int enough = answered.size() + 10 + random.nextInt(30);
                List<Thread> writers = List.of(writer(gateway.http(), token), writer(gateway.http(), token));
                Answer.awaitThat("some figures are written", () -> answered.size() >= enough);
                gateway.kill();
                for (Thread writer : writers) {
                    writer.join();
                }
                assertThat(gateway.said()).doesNotContain(token, token.substring(3));
            }
            check(data);
        }
    }

    private Thread writer(URI gateway, String token) {
        return Thread.ofPlatform().start(() -> {
            try (HttpClient client = HttpClient.newHttpClient()) {
                for (int value = 0; write(client, gateway, token, value); value++) {
                    // until it is killed
                }
            }
        });
    }

    /** Whether it was answered. */
    private boolean write(HttpClient client, URI gateway, String token, int value) {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/v1/figures/population/2025"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"value\": " + value + "}"))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            answered.add(new JsonObject(answer.body()).getLong("version"));
            return true;
        } catch (IOException killed) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void check(Path data) {
        try (Ledger ledger = Ledger.open(data, clock)) {
            AuditFinding finding = ledger.audit().verify();
            assertThat(finding.problems()).isEmpty();
            List<Long> kept = ledger.figures().history(KEY).map(FigureHistory::versions).orElseThrow().stream()
                    .map(FigureVersion::version)
                    .toList();
            assertThat(kept).containsAll(answered);
            assertThat(finding.entries()).isEqualTo(kept.size() + 1L);
        }
    }
}
