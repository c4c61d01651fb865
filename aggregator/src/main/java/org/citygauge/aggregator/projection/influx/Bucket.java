package org.citygauge.aggregator.projection.influx;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * An InfluxDB 2 bucket, and how to get in.
 *
 * @param retention how long it is to keep points where it has to be made first; empty for ever
 */
public record Bucket(String url, String org, String name, String token, Optional<Duration> retention) {
    /** Whether the server is on this machine. */
    boolean isLocal() {
        String host = String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
    }

    @Override
    public String toString() {
        return "bucket " + name + " of " + org + " at " + url; // never the token
    }
}
