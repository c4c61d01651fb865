package org.citygauge.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.citygauge.gateway.config.Configuration.Http;
import org.citygauge.gateway.config.Configuration.Influx;
import org.citygauge.gateway.config.Configuration.Influx.RawBucket;
import org.citygauge.gateway.config.Configuration.JournalLimits;
import org.citygauge.gateway.config.Configuration.Listener;
import org.citygauge.gateway.config.Configuration.Projections;

/** Reads what connects the gateway to the world: {@code listener}, {@code http}, {@code journal} and {@code projections}. */
final class DoorReader {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;
    private static final int MAX_PORT = 65_535;
    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);

    private DoorReader() {}

    static Listener listener(Section section) {
        var listener = new Listener(
                section.truth("enabled", true),
                section.text("bind").orElse(LOOPBACK),
                section.whole("port", 1883, 0, MAX_PORT),
                (int) section.bytes("max_payload", 256 * KIB, KIB, 64 * MIB),
                section.whole("max_connections", 10_000, 1, 1_000_000),
                section.bytes("max_receiving_bytes", 64 * MIB, MIB, 64 * GIB),
                section.existing("users"),
                TlsReader.tls(section));
        if (listener.maxReceivingBytes() < listener.maxPayload()) {
            section.problem("max_receiving_bytes", "is less than max_payload, so that the longest message never fits");
        }
        section.finish();
        return listener;
    }

    static Http http(Section section) {
        var http = new Http(
                section.text("bind").orElse(LOOPBACK),
                section.whole("port", 8080, 0, MAX_PORT),
                section.whole("max_connections", 10_000, 1, 1_000_000),
                section.existing("tokens"),
                TlsReader.tls(section));
        section.finish();
        return http;
    }

    static JournalLimits journal(Section section) {
        var limits = new JournalLimits(
                section.bytes("max_bytes", 4 * GIB, MIB, 16 * 1024 * GIB),
                section.duration("retention", Duration.ofDays(7)));
        section.finish();
        return limits;
    }

    static Projections projections(Section section) {
        Optional<Influx> influx = section.section("influx").map(DoorReader::influx);
        section.finish();
        return new Projections(influx);
    }

    private static Influx influx(Section section) {
        String url = section.required("url", "http://127.0.0.1:8086");
        if (!url.isEmpty() && !isHttp(url)) {
            section.problem("url", "is not of the form http://HOST:PORT or https://HOST:PORT");
        }
        String org = section.required("org", "city");
        String bucket = section.required("bucket", "citygauge");
        if (!section.has("token")) {
            section.problem("token", "is missing; for example: token: ${INFLUX_TOKEN} or token: file:influx.token");
        }
        var influx = new Influx(
                url,
                org,
                bucket,
                section.secret("token").orElse(""),
                retention(section, "retention"),
                raw(section, bucket),
                healthEvery(section));
        section.finish();
        return influx;
    }

    /** For ever where it is absent; InfluxDB knows nothing shorter than an hour. */
    private static Optional<Duration> retention(Section section, String key) {
        if (!section.has(key)) {
            return Optional.empty();
        }
        Duration retention = section.duration(key, SHORTEST_RETENTION);
        if (retention.compareTo(SHORTEST_RETENTION) < 0) {
            section.problem(key, "InfluxDB keeps points for an hour (PT1H) at least");
        }
        return Optional.of(retention);
    }

    private static Optional<RawBucket> raw(Section section, String bucket) {
        Optional<String> name = section.text("raw_bucket");
        Optional<Duration> retention = retention(section, "raw_retention");
        if (name.isEmpty() && retention.isPresent()) {
            section.problem("raw_retention", "needs raw_bucket");
        }
        if (name.filter(bucket::equals).isPresent()) {
            section.problem("raw_bucket", "is the same as bucket: raw readings need one of their own");
        }
        return name.map(raw -> new RawBucket(raw, retention));
    }

    private static Duration healthEvery(Section section) {
        Duration every = section.duration("health_every", Influx.HEALTH_EVERY);
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            section.problem("health_every", "is at least a second (PT1S)");
            return Influx.HEALTH_EVERY;
        }
        return every;
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }
}
