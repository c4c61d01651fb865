package org.citygauge.gateway.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.decode.json.JsonMapping;

/**
 * {@code citygauge.yaml}, whole.
 *
 * @param city who is gauged
 * @param fiscalYearStart {@code fiscal_year_start}: the first day of the reporting year
 * @param earliest readings before this day are too old
 * @param liveFactor {@code live_factor}: a sensor is live for so many expected intervals after a reading
 * @param stuckAfter {@code stuck_after}: a gauge that shows one value for longer is flagged as stuck
 * @param maxUnregisteredSensors {@code max_unregistered_sensors}
 * @param data where journal and archive live
 * @param catalogue files with the city's own indicators, measures and bindings
 * @param registry the folder of {@code assets.csv} and {@code sensors.csv}
 * @param figures the file of entered figures
 * @param listener the built-in MQTT door
 * @param http the HTTP door
 * @param sources where messages come from and how they are read, in the order in which they are tried
 * @param journal limits of the journal
 * @param projections where numbers are copied to
 * @param certification what a year is judged by on its way to a certificate
 * @param signingKey {@code snapshot.signing_key}: the key packages are signed with; without it one is made in the data folder
 */
public record Configuration(
        City city,
        MonthDay fiscalYearStart,
        LocalDate earliest,
        int liveFactor,
        Duration stuckAfter,
        int maxUnregisteredSensors,
        Path data,
        List<Path> catalogue,
        Path registry,
        Path figures,
        Listener listener,
        Http http,
        List<Source> sources,
        JournalLimits journal,
        Projections projections,
        Certification certification,
        Optional<Path> signingKey) {

    public Configuration {
        catalogue = List.copyOf(catalogue);
        sources = List.copyOf(sources);
    }

    /** The same, copied to this InfluxDB. */
    public Configuration withInflux(Influx influx) {
        return new Configuration(
                city,
                fiscalYearStart,
                earliest,
                liveFactor,
                stuckAfter,
                maxUnregisteredSensors,
                data,
                catalogue,
                registry,
                figures,
                listener,
                http,
                sources,
                journal,
                new Projections(Optional.of(influx)),
                certification,
                signingKey);
    }

    /** @param currency an ISO 4217 code */
    public record City(String id, String name, ZoneId zone, String currency) {}

    /**
     * The built-in MQTT listener.
     *
     * @param maxPayload {@code max_payload}: longer payloads become dead letters of which only the head is kept
     * @param maxConnections {@code max_connections}
     * @param maxReceivingBytes {@code max_receiving_bytes}: bytes taken from sockets and not yet journalled, over all connections
     * @param users {@code users}: a file of users, one a line; without it everybody on loopback may publish
     */
    public record Listener(
            boolean enabled,
            String bind,
            int port,
            int maxPayload,
            int maxConnections,
            long maxReceivingBytes,
            Optional<Path> users,
            Optional<ServerTls> tls) {}

    /**
     * @param maxConnections {@code max_connections}: beyond them the one that has asked nothing for longest is closed
     * @param tokens {@code tokens}: a file of bearer tokens (name and hash), one a line
     */
    public record Http(String bind, int port, int maxConnections, Optional<Path> tokens, Optional<ServerTls> tls) {}

    /** PEM files of a server. */
    public record ServerTls(Path certificate, Path key) {}

    /**
     * A feed of messages and how to read them.
     *
     * @param name unique; appears in books and metrics
     * @param topics MQTT topic filters
     * @param broker the external broker to subscribe to; without one the messages come through the listener
     * @param mapping how payloads are read
     */
    public record Source(String name, List<String> topics, Optional<Broker> broker, JsonMapping mapping) {
        public Source {
            topics = List.copyOf(topics);
        }
    }

    /**
     * An external MQTT broker.
     *
     * @param url {@code mqtt://host:port} or {@code mqtts://host:port}
     * @param clientId {@code client_id}: stable across restarts; with several connections each appends its number
     * @param share {@code share}: the group of a {@code $share} subscription
     * @param connections how many connections share the subscription; more than one needs {@code share}
     * @param inFlight {@code in_flight}: most messages received and not yet acknowledged, per connection
     * @param password resolved from the file or environment
     */
    public record Broker(
            String url,
            String clientId,
            Optional<String> share,
            int connections,
            int inFlight,
            Optional<String> user,
            Optional<String> password,
            Optional<Path> ca,
            Optional<ServerTls> certificate) {
        @Override
        public String toString() {
            return "Broker[url=" + url + ", clientId=" + clientId + "]"; // never the password
        }
    }

    /**
     * @param maxBytes {@code max_bytes}: the journal's size cap
     * @param retention how long consumed messages are kept where there is room
     */
    public record JournalLimits(long maxBytes, Duration retention) {}

    /**
     * {@code certification} and {@code owners}.
     *
     * @param ladder {@code ladder}: the file of the certifier's levels; without one, what is publicly known
     * @param completenessThreshold {@code completeness_threshold}: how complete an indicator must be, 0 to 1
     * @param firstYear {@code first_year}: the first year the city reports
     * @param owners who sees to what
     */
    public record Certification(
            Optional<Path> ladder,
            Optional<BigDecimal> completenessThreshold,
            Optional<Integer> firstYear,
            List<Owner> owners) {
        public Certification {
            owners = List.copyOf(owners);
        }
    }

    /**
     * Who sees to it that a number is there.
     *
     * @param of a measure, or the number of a theme
     * @param line where it stands
     */
    public record Owner(String of, String name, int line) {}

    public record Projections(Optional<Influx> influx) {}

    /**
     * An InfluxDB 2 bucket.
     *
     * @param retention {@code retention}: how long the bucket is to keep points where the gateway makes it; empty for ever
     * @param raw {@code raw_bucket} and {@code raw_retention}: where raw readings go; empty for nowhere
     * @param healthEvery {@code health_every}: how often it is written how the gateway fares
     */
    public record Influx(
            String url,
            String org,
            String bucket,
            String token,
            Optional<Duration> retention,
            Optional<RawBucket> raw,
            Duration healthEvery) {
        /** How often it is written how the gateway fares where nothing else is said. */
        public static final Duration HEALTH_EVERY = Duration.ofMinutes(1);

        /** A bucket for raw readings, of the same organisation. */
        public record RawBucket(String name, Optional<Duration> retention) {}

        /** A bucket that keeps points for ever where it is made, and no raw readings. */
        public Influx(String url, String org, String bucket, String token) {
            this(url, org, bucket, token, Optional.empty(), Optional.empty(), HEALTH_EVERY);
        }

        @Override
        public String toString() {
            return "Influx[url=" + url + ", org=" + org + ", bucket=" + bucket + "]"; // never the token
        }
    }
}
