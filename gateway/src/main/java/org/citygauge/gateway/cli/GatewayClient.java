package org.citygauge.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a running gateway. */
final class GatewayClient {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private GatewayClient() {}

    /** The answer to a GET, whatever its status. */
    static HttpResponse<byte[]> get(GatewayAddress gateway, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway.url() + path)).timeout(LIMIT);
        gateway.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
