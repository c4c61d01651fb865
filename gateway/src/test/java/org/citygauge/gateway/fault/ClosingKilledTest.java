package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while a year is closed: afterwards it is closed or open, and what comes late is treated accordingly. */
class ClosingKilledTest {
    /** A little longer than closing takes here. */
    private static final long LONGEST_NANOS = 250_000_000;

    private final int year = LocalDate.now(ZoneOffset.UTC).getYear() - 1;
    private final String summary = "/api/v1/sensors/meter-1/summary?year=" + year;

    @TempDir
    Path folder;

    @Test
    void theYearIsClosedOrOpen() throws Exception {
        Town town = Town.make(folder.resolve("town"));
        int closed = 0;
        try (Rounds rounds = Rounds.of("kill -9, a year is closed", 2)) {
            while (rounds.more()) {
                Path data = Files.createDirectory(folder.resolve("data-" + rounds.number()));
                closeAndKill(town, data, rounds.random());
                boolean equal;
                try (GatewayProcess again = GatewayProcess.ready(town, data)) {
                    boolean isClosed = again.answer("/api/v1/years/" + year).contains("\"state\":\"closed\"");
                    closed += isClosed ? 1 : 0;
                    equal = asExpected(again, isClosed);
                }
                rounds.finished(new Finding(0, 0, equal));
                assertThat(equal).as("round %d", rounds.number()).isTrue();
            }
            rounds.note(closed + " closed, the others open");
        }
    }

    private void closeAndKill(Town town, Path data, Random random) throws IOException {
        try (GatewayProcess gateway = GatewayProcess.ready(town, data)) {
            assertThat(post(gateway, "/api/v1/readings?wait=stored", reading("03", 100) + reading("05", 150)))
                    .isEqualTo(200);
            assertThat(gateway.answer(summary)).contains("\"growth\":50");
            var closing = CompletableFuture.supplyAsync(() -> post(gateway, "/api/v1/years/" + year + "/close", ""));
            LockSupport.parkNanos(random.nextLong(LONGEST_NANOS));
            gateway.kill();
            closing.join();
        }
    }

    private boolean asExpected(GatewayProcess gateway, boolean isClosed) {
        boolean asBefore = gateway.answer(summary).contains("\"growth\":50");
        post(gateway, "/api/v1/readings?wait=stored", reading("12", 400));
        boolean then = gateway.answer(summary).contains(isClosed ? "\"growth\":50" : "\"growth\":300");
        boolean restates =
                isClosed == gateway.answer("/api/v1/years/" + year).contains("sensormeter-1:1from" + year + "-12");
        int again = post(gateway, "/api/v1/years/" + year + "/close", "");
        return asBefore && then && restates && again == (isClosed ? 409 : 200);
    }

    private String reading(String month, int value) {
        return "{\"sensor\":\"meter-1\",\"time\":\"" + year + "-" + month + "-01T00:00:00Z\",\"value\":" + value
                + "}\n";
    }

    /** The status of the answer; 0 when there is none. */
    private static int post(GatewayProcess gateway, String path, String body) {
        URI uri = gateway.http().resolve(path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(uri)
                                    .header("Content-Type", "application/x-ndjson")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException killed) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
