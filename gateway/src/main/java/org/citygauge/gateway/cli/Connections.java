package org.citygauge.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.Configuration.Influx;

/**
 * Tries whatever a configuration connects to.
 *
 * @param timeout for each step
 */
record Connections(Duration timeout) {
    /** How one attempt ended, in a line that names what was tried and never a secret. */
    record Attempt(boolean succeeded, String text) {
        static Attempt good(String what) {
            return new Attempt(true, "reached   " + what);
        }

        static Attempt bad(String what, String why) {
            return new Attempt(false, "failed    " + what + ": " + why);
        }
    }

    /** One attempt after another, made when the stream comes to it. */
    Stream<Attempt> attempts(Configuration configuration) {
        return Stream.concat(
                configuration.sources().stream()
                        .flatMap(source -> source.broker().stream()
                                .map(broker -> new BrokerAttempt(source.name(), broker, timeout).make())),
                configuration.projections().influx().stream().flatMap(this::influx));
    }

    private Stream<Attempt> influx(Influx influx) {
        return Stream.concat(Stream.of(influx.bucket()), influx.raw().stream().map(Influx.RawBucket::name))
                .map(bucket -> influx(influx, bucket));
    }

    private Attempt influx(Influx influx, String bucket) {
        String what = "InfluxDB " + influx.url() + ", bucket " + bucket;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build()) {
            int health = get(client, influx, "/health").statusCode();
            if (health != 200) {
                return Attempt.bad(what, "/health answers " + health);
            }
            HttpResponse<String> buckets =
                    get(client, influx, "/api/v2/buckets?org=" + encoded(influx.org()) + "&name=" + encoded(bucket));
            return switch (buckets.statusCode()) {
                case 200 ->
                    buckets.body().contains("\"retentionRules\"")
                            ? Attempt.good(what)
                            : Attempt.good(
                                    what + "; whether the bucket is there cannot be told: the token may only write");
                case 401, 403 -> Attempt.bad(what, "the token is refused");
                case 404 ->
                    buckets.body().contains("organization")
                            ? Attempt.bad(what, "there is no organisation " + influx.org())
                            : Attempt.bad(
                                    what,
                                    "is not there; the gateway makes it if the token may, else: influx bucket create --org "
                                            + influx.org() + " --name " + bucket);
                default -> Attempt.bad(what, "asked for its buckets it answers " + buckets.statusCode());
            };
        } catch (IOException unreachable) {
            return Attempt.bad(what, reason(unreachable));
        } catch (IllegalArgumentException noHeader) {
            return Attempt.bad(what, "the token holds characters that cannot be sent");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Attempt.bad(what, "interrupted");
        }
    }

    private HttpResponse<String> get(HttpClient client, Influx influx, String path)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(influx.url().replaceFirst("/+$", "") + path))
                .timeout(timeout)
                .header("Authorization", "Token " + influx.token())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The deepest message there is. */
    static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return deepest.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
