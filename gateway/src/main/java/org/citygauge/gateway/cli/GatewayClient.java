package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a running gateway. */
final class GatewayClient {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private GatewayClient() {}

    /** The answer to a GET, whatever its status. */
    static HttpResponse<byte[]> get(GatewayAddress gateway, String path) throws IOException, InterruptedException {
        return send(gateway, request(gateway, path).timeout(LIMIT), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The answer to a POST without a body, whatever its status. */
    static HttpResponse<byte[]> post(GatewayAddress gateway, String path) throws IOException, InterruptedException {
        return send(
                gateway,
                request(gateway, path).timeout(LIMIT).POST(HttpRequest.BodyPublishers.noBody()),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The answer to a POST, whatever its status. */
    static HttpResponse<byte[]> post(GatewayAddress gateway, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return send(
                gateway,
                request(gateway, path)
                        .timeout(LIMIT)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The answer to a request of any method with a body, whatever its status. */
    static HttpResponse<byte[]> send(
            GatewayAddress gateway, String method, String path, String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        return send(
                gateway,
                request(gateway, path)
                        .timeout(LIMIT)
                        .header("Content-Type", type)
                        .method(method, body),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The answer to a GET as it comes, however long that takes. */
    static HttpResponse<InputStream> open(GatewayAddress gateway, String path)
            throws IOException, InterruptedException {
        return send(gateway, request(gateway, path), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static HttpRequest.Builder request(GatewayAddress gateway, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + path));
        gateway.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private static <T> HttpResponse<T> send(
            GatewayAddress gateway, HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return gateway.client().send(request.build(), body);
    }
}
