package org.citygauge.gateway.load;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Posts batches of readings, several at a time, and adds up what became of them. A batch that meets a full journal or a broken
 * connection is sent again, for sending twice is harmless; one that meets anything else ends the work.
 */
final class Sender implements AutoCloseable {
    private static final int IN_FLIGHT = 6;
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots = new Semaphore(IN_FLIGHT);
    private final Map<String, Long> rejected = new TreeMap<>();
    private final URI target;
    private final Optional<String> token;
    private final int attempts;
    private final Duration firstPause;
    private volatile String failure = "";
    private long received;
    private long stored;
    private long duplicate;
    private long unsent;

    /**
     * @param attempts how often a batch is sent at most
     * @param firstPause before the second attempt; each further one waits twice as long, half a minute at most
     */
    Sender(HttpClient client, URI gateway, Optional<String> token, int attempts, Duration firstPause) {
        this.client = client;
        String base = gateway.toString();
        target = URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/readings?wait=stored");
        this.token = token;
        this.attempts = attempts;
        this.firstPause = firstPause;
    }

    /** Sends a batch when there is a slot; waits for one. After a failure it only counts what is not sent. */
    void send(byte[] lines, int readings) throws InterruptedException {
        slots.acquire();
        threads.execute(() -> {
            try {
                deliver(request(lines), readings);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                notSent(readings, "stopped");
            } finally {
                slots.release();
            }
        });
    }

    private HttpRequest request(byte[] lines) {
        var request = HttpRequest.newBuilder(target)
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request.build();
    }

    private void deliver(HttpRequest request, int readings) throws InterruptedException {
        String trouble = failure();
        for (int attempt = 1; attempt <= attempts && failure().isEmpty(); attempt++) {
            try {
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                JsonNode answer = JSON.readTree(response.body());
                if (response.statusCode() == 200) {
                    taken(answer);
                    return;
                }
                trouble = response.statusCode() + " " + answer.path("detail").asText();
                if (response.statusCode() != 503) {
                    break; // asking again would not help
                }
            } catch (JacksonException strange) {
                trouble = target + " does not answer as a gateway does";
                break;
            } catch (IOException broken) {
                trouble = target + " cannot be reached: " + broken;
            }
            pauseAfter(attempt);
        }
        notSent(readings, trouble.isEmpty() ? failure() : trouble);
    }

    private void pauseAfter(int attempt) throws InterruptedException {
        if (attempt < attempts) {
            Thread.sleep(Math.min(30_000, firstPause.toMillis() << Math.min(attempt - 1, 16)));
        }
    }

    private synchronized void taken(JsonNode answer) {
        received += answer.path("received").asLong();
        stored += answer.path("stored").asLong();
        duplicate += answer.path("duplicate").asLong();
        answer.path("rejected")
                .properties()
                .forEach(reason ->
                        rejected.merge(reason.getKey(), reason.getValue().asLong(), Long::sum));
    }

    private synchronized void notSent(int readings, String why) {
        unsent += readings;
        failure = failure.isEmpty() ? why : failure;
    }

    /** Why something could not be sent; empty while all could. */
    String failure() {
        return failure;
    }

    /** Waits for all answers. */
    void finish() throws InterruptedException {
        slots.acquire(IN_FLIGHT);
        slots.release(IN_FLIGHT);
    }

    synchronized LoadReport report(long unreadable, Duration time) {
        return new LoadReport(received, stored, duplicate, rejected, unreadable, unsent, time);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }
}
