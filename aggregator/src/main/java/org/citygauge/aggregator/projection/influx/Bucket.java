package org.citygauge.aggregator.projection.influx;

/** An InfluxDB 2 bucket, and how to get in. */
public record Bucket(String url, String org, String name, String token) {
    @Override
    public String toString() {
        return "bucket " + name + " of " + org + " at " + url; // never the token
    }
}
