package org.citygauge.gateway.http;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads the stream of a running door, event by event. */
final class EventReader implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BufferedReader lines;

    private EventReader(String url, String lastEventId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/api/v1/indicators/stream"));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError("the stream answered " + response.statusCode());
        }
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static EventReader open(RunningDoor door, String lastEventId) throws IOException, InterruptedException {
        return new EventReader(door.url(), lastEventId);
    }

    record Event(String id, String name, JsonObject data) {
        String number() {
            return data.getString("number");
        }
    }

    /** The next event; waits for it. */
    Event next() throws IOException {
        var fields = new HashMap<String, String>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && fields.containsKey("data")) {
                return new Event(
                        fields.getOrDefault("id", ""),
                        fields.getOrDefault("event", ""),
                        new JsonObject(fields.getOrDefault("data", "{}")));
            }
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        throw new AssertionError("the stream ended");
    }

    void skip(int events) throws IOException {
        for (int event = 0; event < events; event++) {
            next();
        }
    }

    /** The latest of each indicator in so many events. */
    Map<String, JsonObject> take(int events) throws IOException {
        var latest = new HashMap<String, JsonObject>();
        for (int event = 0; event < events; event++) {
            Event next = next();
            latest.put(next.number(), next.data());
        }
        return latest;
    }

    /** Whether the server ends the stream; waits until it does. */
    boolean ended() throws IOException {
        String line = lines.readLine();
        while (line != null) {
            line = lines.readLine();
        }
        return true;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
