package org.citygauge.aggregator.projection.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines to a bucket, each call once: retrying is the caller's. Points that the server refuses for what they are get singled
 * out and set aside, so that they do not keep the others away. For one thread.
 */
final class PointSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PointSink.class);
    /** Of a partly refused batch the good points are there already; so many further requests may go to name the others. */
    private static final int SEARCHES = 512;

    private final Bucket bucket;
    private final WritePrecision precision;
    private final PointCounts counts;
    private final SetAside setAside;
    private final InfluxDBClient client;
    private final BucketMaker maker;
    private boolean erases = true;
    private boolean toldOfRetention;
    private int searches;

    PointSink(Bucket bucket, WritePrecision precision, PointCounts counts, SetAside setAside) {
        this.bucket = bucket;
        this.precision = precision;
        this.counts = counts;
        this.setAside = setAside;
        client = InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url(bucket.url())
                .authenticateToken(bucket.token().toCharArray())
                .org(bucket.org())
                .bucket(bucket.name())
                .build());
        if (!bucket.isLocal()) {
            client.enableGzip(); // on the machine itself it costs more time than it saves
        }
        maker = new BucketMaker(client, bucket);
    }

    Written write(List<String> lines) {
        if (lines.isEmpty()) {
            return new Written.There(0);
        }
        searches = SEARCHES;
        Written result;
        try {
            send(lines);
            result = new Written.There(0);
        } catch (InfluxException refused) {
            result = isForThePoints(refused.status()) ? singleOut(lines, refused) : failure(refused);
        }
        if (result instanceof Written.There(long bad)) {
            counts.written(lines.size() - bad, bad);
        }
        return result;
    }

    /** Deletes a city's points of a measurement in {@code [from, to]}; a server without deletion keeps what it has. */
    Written erase(String measurement, String city, Instant from, Instant to) {
        return erase("_measurement=%s AND city=%s".formatted(quoted(measurement), quoted(city)), from, to);
    }

    /** Deletes a city's points of one sensor in {@code [from, to]}. */
    Written eraseSensor(String sensor, String city, Instant from, Instant to) {
        String predicate = "_measurement=%s AND city=%s AND sensor=%s"
                .formatted(quoted(LineProtocol.SENSOR), quoted(city), quoted(Line.tag(sensor)));
        return erase(predicate, from, to);
    }

    private static String quoted(String tag) {
        return '"' + tag.replace("\"", "\\\"") + '"';
    }

    private Written erase(String predicate, Instant from, Instant to) {
        if (!erases || !from.isBefore(to)) {
            return new Written.There(0);
        }
        try {
            client.getDeleteApi()
                    .delete(
                            from.atOffset(ZoneOffset.UTC),
                            to.atOffset(ZoneOffset.UTC),
                            predicate,
                            bucket.name(),
                            bucket.org());
        } catch (InfluxException refused) {
            int status = refused.status();
            if (status == 404) {
                return new Written.There(0); // a missing bucket too: writing to it will tell
            }
            if (status == 0 || status == 401 || status == 403 || status == 429 || status > 501 || status == 500) {
                return failure(refused);
            }
            erases = false;
            LOG.warn("{} does not delete: numbers that an hour no longer has stay in its points", bucket, refused);
        }
        return new Written.There(0);
    }

    private void send(List<String> lines) {
        try {
            client.getWriteApiBlocking().writeRecords(bucket.name(), bucket.org(), precision, lines);
        } catch (InfluxException refused) {
            if (refused.status() != 422 || !isOnlyTooOld(refused)) {
                throw refused;
            }
            if (!toldOfRetention) {
                toldOfRetention = true;
                LOG.info("{} keeps nothing older than its retention, such points are left out", bucket);
            }
        }
    }

    /** Points from before the bucket's retention are dropped, and the others kept: so it was asked for. */
    private static boolean isOnlyTooOld(InfluxException refused) {
        String why = String.valueOf(refused.getMessage());
        return why.contains("outside retention policy") && !why.contains("field type conflict");
    }

    private static boolean isForThePoints(int status) {
        return status == 400 || status == 413 || status == 422;
    }

    private Written failure(InfluxException refused) {
        String why = String.valueOf(refused.getMessage());
        return switch (refused.status()) {
            case 400 -> new Written.Denied("refuses every point (" + why + ")");
            case 401, 403 ->
                new Written.Denied(
                        "does not accept the token: it must be valid, and may write the bucket (" + why + ")");
            case 404 -> maker.make();
            default -> new Written.Away(why);
        };
    }

    private Written singleOut(List<String> lines, InfluxException refused) {
        var bad = new Bad();
        try {
            isolate(lines, refused, bad);
        } catch (InfluxException failed) {
            return failure(failed); // all of it is tried again
        }
        if (refused.status() == 400 && lines.size() > 1 && bad.count == lines.size()) {
            return failure(refused); // it is not about the points
        }
        LOG.warn("{} points were set aside by {}", bad.count, bucket, refused);
        bad.named.forEach(point -> setAside.add(bucket, point.line, point.why));
        return new Written.There(bad.count);
    }

    /** Points that are refused for what they are. */
    private static final class Bad {
        private final List<Point> named = new java.util.ArrayList<>();
        private long count;

        record Point(String line, String why) {}
    }

    private void isolate(List<String> lines, InfluxException refused, Bad bad) {
        boolean isThereButForTheBad = refused.status() == 422;
        if (lines.size() == 1) {
            bad.named.add(new Bad.Point(lines.getFirst(), String.valueOf(refused.getMessage())));
        }
        if (lines.size() == 1 || (isThereButForTheBad && searches <= 0)) {
            bad.count += lines.size();
            return;
        }
        int middle = lines.size() / 2;
        for (List<String> half : List.of(lines.subList(0, middle), lines.subList(middle, lines.size()))) {
            searches--;
            try {
                send(half);
            } catch (InfluxException again) {
                if (!isForThePoints(again.status())) {
                    throw again;
                }
                isolate(half, again, bad);
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
