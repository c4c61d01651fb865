package org.citygauge.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.config.Configuration.City;
import org.citygauge.gateway.config.Configuration.Http;
import org.citygauge.gateway.config.Configuration.JournalLimits;
import org.citygauge.gateway.config.Configuration.Listener;
import org.citygauge.gateway.decode.json.JsonMapping;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.ledger.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
    private static final String CITY = "city: {id: dresden, name: Dresden, zone: Europe/Berlin, currency: EUR}\n";
    private static final Map<String, String> ENVIRONMENT = Map.of("PASSWORD", "s3cret", "PORT", "2883");

    @TempDir
    Path folder;

    private Checked<Configuration> read(String yaml, Overrides overrides) {
        try {
            Path file = Files.writeString(folder.resolve("citygauge.yaml"), yaml);
            return new ConfigurationReader(ENVIRONMENT).read(file, overrides);
        } catch (IOException disk) {
            throw new AssertionError(disk);
        }
    }

    private Configuration valid(String yaml) {
        return switch (read(yaml, Overrides.NONE)) {
            case Checked.Valid<Configuration>(var configuration) -> configuration;
            case Checked.Invalid<Configuration>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private List<String> problems(String yaml) {
        return read(yaml, Overrides.NONE).problemsFound().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void aCityAloneIsACompleteConfiguration() {
        Configuration read = valid(CITY);

        assertThat(read.city()).isEqualTo(new City("dresden", "Dresden", ZoneId.of("Europe/Berlin"), "EUR"));
        assertThat(read.fiscalYearStart()).isEqualTo(MonthDay.of(1, 1));
        assertThat(read.earliest()).isEqualTo(LocalDate.of(2000, 1, 1));
        assertThat(read.liveFactor()).isEqualTo(3);
        assertThat(read.stuckAfter()).isEqualTo(Duration.ofDays(3));
        assertThat(read.maxUnregisteredSensors()).isEqualTo(100_000);
        assertThat(read.data()).isEqualTo(folder.resolve("data"));
        assertThat(read.registry()).isEqualTo(folder.resolve("registry"));
        assertThat(read.figures()).isEqualTo(folder.resolve("figures.csv"));
        assertThat(read.catalogue()).isEmpty();
        assertThat(read.sources()).isEmpty();
        assertThat(read.listener())
                .isEqualTo(new Listener(
                        true, "127.0.0.1", 1883, 262_144, 10_000, 67_108_864, Optional.empty(), Optional.empty()));
        assertThat(read.http()).isEqualTo(new Http("127.0.0.1", 8080, 10_000, Optional.empty(), Optional.empty()));
        assertThat(read.journal()).isEqualTo(new JournalLimits(4_294_967_296L, Duration.ofDays(7)));
        assertThat(read.projections().influx()).isEmpty();
    }

    @Test
    void whatAYearIsJudgedByIsRead() throws IOException {
        Files.writeString(folder.resolve("ladder.yaml"), "x");

        Configuration.Certification read = valid(CITY + """
                certification: {ladder: ladder.yaml, completeness_threshold: 0.8, first_year: 2024}
                owners:
                  population: Office of Statistics
                  19: Mobility office
                """).certification();

        assertThat(read.ladder()).contains(folder.resolve("ladder.yaml"));
        assertThat(read.completenessThreshold()).contains(new java.math.BigDecimal("0.8"));
        assertThat(read.firstYear()).contains(2024);
        assertThat(read.owners())
                .containsExactly(
                        new Configuration.Owner("population", "Office of Statistics", 4),
                        new Configuration.Owner("19", "Mobility office", 5));
    }

    @Test
    void withoutAWordNothingIsJudgedByAThreshold() {
        assertThat(valid(CITY).certification())
                .isEqualTo(new Configuration.Certification(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void aThresholdIsAShareAndAnOwnerHasAName() {
        assertThat(problems(CITY + """
                certification: {completeness_threshold: 80, first_year: soon}
                owners: {population: "", 19: [a, b]}
                """))
                .containsExactly(
                        "citygauge.yaml:2: certification.completeness_threshold: \"80\" is not a share from 0 to 1 such as"
                                + " 0.8",
                        "citygauge.yaml:2: certification.first_year: \"soon\" is not a whole number from 1900 to 2999",
                        "citygauge.yaml:3: owners.population: is missing; for example: Office of Statistics",
                        "citygauge.yaml:3: owners.19: here belongs one value, not a list");
    }

    @Test
    void everyKeyIsRead() throws IOException {
        for (String file : List.of("own.yaml", "users", "tokens", "cert.pem", "key.pem", "ca.pem")) {
            Files.writeString(folder.resolve(file), "x");
        }
        Files.writeString(folder.resolve("influx.token"), "t0ken\n");
        Files.createDirectory(folder.resolve("assets"));

        Configuration read = valid("""
                city: {id: dresden, zone: Europe/Berlin, currency: EUR}
                fiscal_year_start: 04-01
                earliest: 2010-06-30
                live_factor: 5
                stuck_after: P5D
                max_unregistered_sensors: 7
                data: /var/lib/citygauge
                catalogue: own.yaml
                registry: assets
                listener:
                  bind: 0.0.0.0
                  port: ${PORT}
                  max_payload: 1MiB
                  max_connections: 20
                  max_receiving_bytes: 8 MiB
                  users: users
                  tls: {certificate: cert.pem, key: key.pem}
                http: {bind: "::", port: 0, tokens: tokens}
                journal: {max_bytes: 10GB, retention: 36h}
                projections:
                  influx:
                    {url: "http://127.0.0.1:8086", org: city, bucket: gauge, token: "file:influx.token",
                     retention: P730D, raw_bucket: raw, raw_retention: 48h, health_every: PT10S}
                sources:
                  - name: utility
                    topics: "meters/#"
                    broker:
                      url: mqtts://broker.example
                      share: citygauge
                      connections: 3
                      in_flight: 50
                      user: city
                      password: ${PASSWORD}
                      ca: ca.pem
                    each: /rows
                    sensor: /meter
                    time: /ts
                    value: /v
                    unit_at: /u
                    quantity: energy
                    id: /n
                    revision: /r
                """);

        assertThat(read.fiscalYearStart()).isEqualTo(MonthDay.of(4, 1));
        assertThat(read.stuckAfter()).isEqualTo(Duration.ofDays(5));
        assertThat(read.earliest()).isEqualTo(LocalDate.of(2010, 6, 30));
        assertThat(read.city().name()).isEqualTo("dresden");
        assertThat(read.data()).isEqualTo(Path.of("/var/lib/citygauge"));
        assertThat(read.catalogue()).containsExactly(folder.resolve("own.yaml"));
        assertThat(read.registry()).isEqualTo(folder.resolve("assets"));
        assertThat(read.listener())
                .isEqualTo(new Listener(
                        true,
                        "0.0.0.0",
                        2883,
                        1_048_576,
                        20,
                        8_388_608,
                        Optional.of(folder.resolve("users")),
                        Optional.of(
                                new Configuration.ServerTls(folder.resolve("cert.pem"), folder.resolve("key.pem")))));
        assertThat(read.journal()).isEqualTo(new JournalLimits(10_000_000_000L, Duration.ofHours(36)));
        assertThat(read.projections().influx())
                .contains(new Configuration.Influx(
                        "http://127.0.0.1:8086",
                        "city",
                        "gauge",
                        "t0ken",
                        Optional.of(Duration.ofDays(730)),
                        Optional.of(new Configuration.Influx.RawBucket("raw", Optional.of(Duration.ofDays(2)))),
                        Duration.ofSeconds(10)));
        var source = read.sources().getFirst();
        assertThat(source.broker())
                .contains(new Configuration.Broker(
                        "mqtts://broker.example:8883",
                        "citygauge-dresden-utility",
                        Optional.of("citygauge"),
                        3,
                        50,
                        Optional.of("city"),
                        Optional.of("s3cret"),
                        Optional.of(folder.resolve("ca.pem")),
                        Optional.empty()));
        assertThat(source.mapping())
                .isEqualTo(new JsonMapping(
                        Optional.of("/rows"),
                        new JsonMapping.SensorId.Pointer("/meter"),
                        Optional.of("/ts"),
                        List.of(new JsonMapping.Value(
                                "/v",
                                Optional.empty(),
                                Optional.of("/u"),
                                Optional.of("energy"),
                                Optional.empty(),
                                Optional.empty())),
                        Optional.of("/n"),
                        Optional.of("/r")));
    }

    @Test
    void aSourceWithoutAMappingReadsTheDefaultPayload() {
        assertThat(valid(CITY + "sources: [{name: a, topics: [a/#]}]")
                        .sources()
                        .getFirst()
                        .mapping())
                .isEqualTo(JsonMapping.DEFAULT);
    }

    @Test
    void allProblemsAreFoundAtOnceWithTheirLines() {
        assertThat(problems("""
                city: {id: dresden, zone: Europe/Berln, currency: EUR}
                listner: {port: 1883}
                live_factor: often
                stuck_after: never
                listener:
                  port: 70000
                  max_payload: large
                http:
                  tokens: no-such-file
                sources:
                  - name: meters
                    topics: ["meters/#/up"]
                    time: ts
                    values:
                      - {value: /a, unit: ""}
                      - {value: /b}
                  - name: meters
                    topics: [m/+]
                    broker: {url: "http://x", connections: 2}
                    senser: last
                """))
                .containsExactly(
                        "citygauge.yaml:1: city.zone: \"Europe/Berln\" is no time zone; did you mean \"Europe/Berlin\"?",
                        "citygauge.yaml:3: live_factor: \"often\" is not a whole number from 1 to 1000",
                        "citygauge.yaml:4: stuck_after: \"never\" is not a duration up to ten years such as PT72H",
                        "citygauge.yaml:6: listener.port: \"70000\" is not a whole number from 0 to 65535",
                        "citygauge.yaml:7: listener.max_payload: \"large\" is not a size such as 256KiB, from 1024 to"
                                + " 67108864 bytes",
                        "citygauge.yaml:9: http.tokens: \"no-such-file\" cannot be read (looked for "
                                + folder.resolve("no-such-file") + ")",
                        "citygauge.yaml:12: sources[0].topics: \"meters/#/up\" is no topic filter: # stands alone, as the"
                                + " last level",
                        "citygauge.yaml:13: sources[0].time: \"ts\" is no JSON Pointer: it begins with /, as in \"/ts\"",
                        "citygauge.yaml:16: sources[0].values[1].value: cannot be told from values[0]: give it a quantity"
                                + " or a sensor_suffix",
                        "citygauge.yaml:19: sources[1].broker.url: is not of the form mqtt://HOST[:PORT] or"
                                + " mqtts://HOST[:PORT]",
                        "citygauge.yaml:19: sources[1].broker.connections: several connections share the messages of a"
                                + " group; add share: citygauge",
                        "citygauge.yaml:17: sources[1].name: \"meters\" is the name of another source",
                        "citygauge.yaml:20: sources[1].senser: is no key; did you mean \"sensor\"?",
                        "citygauge.yaml:2: listner: is no key; did you mean \"listener\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fiscal_year_start: 02-29|fiscal_year_start: \"02-29\" is not a day of every year such as 04-01",
                "earliest: soon|earliest: \"soon\" is not a day such as 2000-01-01",
                "journal: {retention: a week}|journal.retention: \"a week\" is not a duration such as P7D, PT15M or 7d",
                "listener: {enabled: maybe}|listener.enabled: \"maybe\" is not true or false",
                "listener: 1883|listener: here belongs further keys, not \"1883\"",
                "live_factor: [3]|live_factor: here belongs one value, not a list",
                "http: {bind: '${NOWHERE}'}|http.bind: the environment variable NOWHERE is not set",
                "listener: {bind: 0.0.0.0}|listener.bind: 0.0.0.0 is reached from beyond this machine, so listener.users"
                        + " must name a file of users; or bind to 127.0.0.1",
                "http: {bind: 0.0.0.0}|http.bind: 0.0.0.0 is reached from beyond this machine, so a token must be made first"
                        + " (citygauge token create --role approver), or http.tokens must name a file of tokens; or bind to"
                        + " 127.0.0.1",
                "listener: {tls: {key: k}}|listener.tls.key: \"k\" cannot be read",
                "sources: [{name: listener, topics: [a]}]|sources[0].name: \"listener\" is the name of a door of the"
                        + " gateway; choose another",
                "sources: [{name: a, topics: [$share/g/t]}]|sources[0].topics: \"$share/g/t\": name the group in"
                        + " broker.share instead",
                "sources: [{name: a}]|sources[0].topics: are missing; for example: topics: [\"meters/+/up\"]",
                "sources: [{name: a, topics: [t], sensor: id}]|sources[0].sensor: \"id\" is neither last, nor {level: N},"
                        + " nor a JSON Pointer such as /device/id",
                "projections: {influx: {url: 'http://h', org: o, bucket: b, token: 'file:none'}}|"
                        + "projections.influx.token: the file",
                "projections: {influx: {url: 'http://h', org: o, bucket: b}}|projections.influx.token: is missing",
                "projections: {influx: {url: 'http://h', org: o, bucket: b, token: t, raw_retention: P1D}}|"
                        + "projections.influx.raw_retention: needs raw_bucket",
                "projections: {influx: {url: 'http://h', org: o, bucket: b, token: t, raw_bucket: b}}|"
                        + "projections.influx.raw_bucket: is the same as bucket",
                "projections: {influx: {url: 'http://h', org: o, bucket: b, token: t, retention: PT5M}}|"
                        + "projections.influx.retention: InfluxDB keeps points for an hour (PT1H) at least",
                "projections: {influx: {url: 'http://h', org: o, bucket: b, token: t, health_every: PT0S}}|"
                        + "projections.influx.health_every: is at least a second (PT1S)",
                "live_factor: 3\\nlive_factor: 4|live_factor: given twice",
            })
    void aProblemNamesItsKeyAndWhatWouldBeRight(String yaml, String expected) {
        assertThat(problems(CITY + yaml.replace("\\n", "\n")).getFirst()).contains(": " + expected);
    }

    @Test
    void whatIsNoYamlIsSaidOnce() {
        assertThat(problems("city: [dresden\nlive_factor: 3\n"))
                .singleElement()
                .asString()
                .startsWith("citygauge.yaml:2: no YAML: ");
    }

    @Test
    void anEmptyFileLacksItsCity() {
        assertThat(problems(""))
                .singleElement()
                .asString()
                .contains("city: is missing; for example: city: {id: dresden");
    }

    @Test
    void aMissingFileIsSaid() {
        var problems = new ConfigurationReader(Map.of())
                .read(folder.resolve("none.yaml"))
                .problemsFound();

        assertThat(problems).singleElement().asString().contains("there is no such file");
    }

    @Test
    void theCommandLineCanOpenAndCloseADoor() {
        var open = new Overrides(Optional.empty(), Optional.of(0), Optional.of(0), Optional.of("0.0.0.0"));
        var loopback = new Overrides(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("localhost"));

        assertThat(read(CITY, open).problemsFound()).hasSize(2);
        assertThat(read(CITY + "http: {bind: 0.0.0.0}", loopback).problemsFound())
                .isEmpty();
    }

    @Test
    void onceATokenWasMadeTheDoorOfHttpMayBeOpenToOthers() {
        try (Ledger ledger = Ledger.open(folder.resolve("data"), InstantSource.fixed(Instant.EPOCH))) {
            String yaml = CITY + "http: {bind: 0.0.0.0}";
            assertThat(read(yaml, Overrides.NONE).problemsFound()).hasSize(1);
            ledger.tokens().create(Caller.LOCAL, "bob", Role.APPROVER, Optional.empty());
            assertThat(read(yaml, Overrides.NONE).problemsFound()).isEmpty();
        }
    }

    @Test
    void secretsAreNeverShown() {
        String yaml = CITY + """
                projections: {influx: {url: "http://h", org: o, bucket: b, token: "${PASSWORD}"}}
                sources: [{name: a, topics: [t], broker: {url: "mqtt://h", user: u, password: "${PASSWORD}"}}]
                """;

        assertThat(valid(yaml).toString()).doesNotContain("s3cret");
        assertThat(problems(yaml + "nonsense: 1\n").toString())
                .contains("nonsense")
                .doesNotContain("s3cret");
        assertThat(problems(CITY + "sources: [{name: a, topics: [t], broker: {url: \"mqtt://u:s3cret@h\"}}]")
                        .toString())
                .contains("names a user")
                .doesNotContain("s3cret");
    }
}
