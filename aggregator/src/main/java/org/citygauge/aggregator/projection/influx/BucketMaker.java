package org.citygauge.aggregator.projection.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.OrganizationsQuery;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.Organization;
import com.influxdb.exceptions.InfluxException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the bucket that is not there, where the token may; else says what somebody has to make. */
final class BucketMaker {
    private static final Logger LOG = LoggerFactory.getLogger(BucketMaker.class);

    private final InfluxDBClient client;
    private final Bucket bucket;

    BucketMaker(InfluxDBClient client, Bucket bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** Tries; {@link Written.Away} where writing may be tried again at once. */
    Written make() {
        try {
            var query = new OrganizationsQuery();
            query.setOrg(bucket.org());
            List<Organization> found = client.getOrganizationsApi().findOrganizations(query);
            if (found.isEmpty()) {
                return missing("the token may not look for it");
            }
            client.getBucketsApi()
                    .createBucket(bucket.name(), rules(), found.getFirst().getId());
            LOG.info("Made {}, which keeps points {}", bucket, kept());
            return new Written.Away("the bucket was made just now");
        } catch (InfluxException failed) {
            return switch (failed.status()) {
                case 401, 403 -> missing("the token may not make it");
                case 404 -> new Written.Denied("has no such organisation: correct url, org or bucket, or make them");
                case 422 -> missing(String.valueOf(failed.getMessage()));
                default -> new Written.Away(String.valueOf(failed.getMessage()));
            };
        }
    }

    private Written missing(String why) {
        return new Written.Denied("is not there, and " + why + "; make it: influx bucket create --org " + bucket.org()
                + " --name " + bucket.name() + " --retention "
                + bucket.retention().map(BucketMaker::option).orElse("0"));
    }

    private static String option(Duration duration) {
        return duration.toSeconds() + "s";
    }

    private String kept() {
        return bucket.retention().map(duration -> "for " + duration).orElse("for ever");
    }

    private BucketRetentionRules rules() {
        int seconds = (int) Math.min(
                Integer.MAX_VALUE, bucket.retention().map(Duration::toSeconds).orElse(0L));
        var rules = new BucketRetentionRules();
        rules.setEverySeconds(seconds);
        return rules;
    }
}
