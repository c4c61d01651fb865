package org.citygauge.gateway.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A script that posts an outbox in parts, and tells the outbox exactly what was answered for. */
final class Poster {
    private static final int PART = 60;

    private final URI url;
    private final Outbox outbox;
    private final Duration patience;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Poster(URI url, Outbox outbox, Duration patience) {
        this.url = url;
        this.outbox = outbox;
        this.patience = patience;
    }

    /** Posts all there is to say, until one fails; whether everything was taken. */
    boolean run() {
        boolean wait = false;
        try (client) {
            for (List<Sent> part = outbox.take(PART); !part.isEmpty(); part = outbox.take(PART)) {
                List<Sent> readings = part.stream().filter(Sent::isReading).toList();
                if (!post(client, url, readings, wait, patience)) {
                    outbox.inVain(readings);
                    return false;
                }
                outbox.acknowledged(readings);
                wait = !wait;
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static boolean post(HttpClient client, URI url, List<Sent> readings, boolean wait, Duration patience)
            throws InterruptedException {
        String lines = readings.stream().map(Sent::line).collect(Collectors.joining());
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/v1/readings" + (wait ? "?wait=stored" : "")))
                .timeout(patience)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException broken) {
            return false;
        }
    }
}
