package org.citygauge.gateway.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a whole gateway copies to a real InfluxDB is what its API says, and stays so through late readings, restarts of either, a refused
 * point and a rebuild.
 */
@Timeout(180)
@SuppressWarnings("NullAway.Init")
final class CopiedTownTest {
    private static final Instant NOW = Instant.parse("2026-01-02T10:30:00Z");
    private static final String SENSORS = "SELECT * FROM citygauge_sensor";

    @TempDir
    Path folder;

    private InfluxServer server;
    private CopiedTown town;

    @BeforeEach
    void open() throws Exception {
        Optional<Path> binary = InfluxServer.binary();
        assumeTrue(binary.isPresent(), "needs influxd 2, named in CITYGAUGE_TEST_INFLUXD");
        server = new InfluxServer(binary.get(), folder);
        server.start();
        server.setUp();
        town = new CopiedTown(
                folder.resolve("town"), NOW, server, ", raw_bucket: raw, raw_retention: P3650D, health_every: PT1S");
        Instant start = Instant.parse("2026-01-01T00:10:00Z");
        var lines = new ArrayList<String>();
        for (int i = 0; i < 34; i++) {
            Instant time = start.plus(Duration.ofHours(i));
            lines.add(reading("grid", time, Integer.toString(1_000 + 7 * i * i)));
            lines.add(reading("roof", time, Integer.toString(50 + 3 * i)));
            lines.add(reading("air", time, i % 9 == 0 ? "60.5" : "2" + i % 10 + ".25"));
        }
        town.readings(String.join("\n", lines));
        awaitCopied();
    }

    @AfterEach
    void close() {
        try {
            if (town != null) {
                town.close();
            }
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }

    private static String reading(String sensor, Instant time, String value) {
        return new JsonObject()
                .put("sensor", sensor)
                .put("time", time.toString())
                .put("value", Double.parseDouble(value))
                .encode();
    }

    /** Whether all is there that the API says of the last hour's end, for every indicator and measure. */
    private void awaitCopied() throws Exception {
        Eventually.holds(town::isCopied);
        Eventually.tries(() -> {
            town.pass(Duration.ofSeconds(1)); // the past is rewritten every ten seconds at most
            return indicators().equals(copiedIndicators()) && sensorSums().equals(copiedSums());
        });
        assertThat(copiedIndicators()).isEqualTo(indicators());
        assertThat(copiedSums()).isEqualTo(sensorSums());
    }

    private static final String HOUR = "2026-01-02T10:00:00Z";

    private List<String> indicators() throws Exception {
        var said = new ArrayList<String>();
        for (Object item : town.object("/api/v1/indicators?at=" + HOUR).getJsonArray("indicators")) {
            var indicator = (JsonObject) item;
            for (String side : List.of("numerator", "denominator")) {
                JsonObject measure = indicator.getJsonObject(side);
                said.add("measure " + measure.getString("measure") + " " + measure.getDouble("value"));
            }
            said.add(indicator.getString("number") + " " + indicator.getDouble("value") + " "
                    + indicator.getJsonObject("numerator").getDouble("value") + " "
                    + indicator.getJsonObject("denominator").getDouble("value") + " "
                    + indicator.getDouble("completeness"));
        }
        return said.stream().distinct().sorted().toList();
    }

    private List<String> copiedIndicators() throws Exception {
        var copied = new ArrayList<String>();
        for (List<String> row : server.query(
                "SELECT value, sensors_bound, \"measure\" FROM citygauge_measure WHERE time='" + HOUR + "'")) {
            copied.add("measure " + row.get(3) + " " + number(row.get(1)));
        }
        for (List<String> row : server.query(
                "SELECT value, numerator, denominator, completeness, \"indicator\", status FROM citygauge_indicator WHERE time='"
                        + HOUR + "'")) {
            copied.add(row.get(5) + " " + number(row.get(1)) + " " + number(row.get(2)) + " " + number(row.get(3)) + " "
                    + number(row.get(4)));
        }
        return copied.stream().distinct().sorted().toList();
    }

    private static String number(String text) {
        return text.isEmpty() ? "null" : Double.toString(Double.parseDouble(text));
    }

    /** What the hours of each sensor come to by now, without those that are not over. */
    private List<String> sensorSums() throws Exception {
        var said = new ArrayList<String>();
        for (String sensor : List.of("air", "grid", "roof")) {
            JsonObject summary = town.object("/api/v1/sensors/" + sensor + "/summary");
            said.add(sensor + " " + summary.getDouble("count") + " " + summary.getDouble("sum") + " "
                    + summary.getDouble("least") + " " + summary.getDouble("most") + " "
                    + (sensor.equals("air")
                            ? "null"
                            : summary.getDouble("growth").toString()));
        }
        return said;
    }

    private List<String> copiedSums() throws Exception {
        var copied = new ArrayList<String>();
        for (String sensor : List.of("air", "grid", "roof")) {
            List<List<String>> rows =
                    server.query("SELECT sum(count), sum(sum), min(least), max(most), sum(growth) FROM citygauge_sensor"
                            + " WHERE city='town' AND sensor='" + sensor + "'");
            if (rows.isEmpty()) {
                return List.of();
            }
            List<String> row = rows.getFirst();
            copied.add(sensor + " " + number(row.get(1)) + " " + number(row.get(2)) + " " + number(row.get(3)) + " "
                    + number(row.get(4)) + " " + number(row.get(5)));
        }
        return copied;
    }

    @Test
    void everythingIsCopiedAsTheApiSaysIt() throws Exception {
        assertThat(indicators()).hasSizeGreaterThan(150);
        assertThat(server.query(
                        "SELECT count, mean, last, flagged, quantity, class FROM citygauge_sensor WHERE sensor='air'"
                                + " AND time='2026-01-01T10:00:00Z'"))
                .containsExactly(List.of("1767261600", "1", "60.5", "60.5", "1", "temperature", "mast"));
        assertThat(server.query("SELECT growth, quantity, class FROM citygauge_sensor WHERE sensor='grid'"
                        + " AND time='2026-01-01T10:00:00Z'"))
                .containsExactly(List.of("1767261600", Integer.toString(7 * (81 - 64)), "energy", "grid_supply_point"));
        town.pass(Duration.ofSeconds(2));
        String gateway = "SELECT readings_stored, sensors_live, sensors_silent, sensors_never FROM citygauge_gateway";
        Eventually.holds(() -> server.query(gateway).getLast().subList(1, 5).equals(List.of("102", "2", "1", "0")));
        Eventually.holds(() ->
                server.query("raw", "ns", "SELECT value FROM citygauge_reading").size() == 102);
        String metrics = town.text("/metrics");
        assertThat(metrics)
                .contains("citygauge_projection_lag_seconds{projection=\"influx\"} 0.0")
                .containsPattern("citygauge_projection_points_written_total\\{projection=\"influx\"} [1-9]")
                .contains("citygauge_projection_failures_total{cause=\"denied\",projection=\"influx\"} 0.0");
    }

    @Test
    void aLateReadingRewritesTheHoursOfItsSensorThatItChanges() throws Exception {
        var wrong = new StringBuilder();
        for (List<String> row : server.query("SELECT count, sensor, quantity, class FROM citygauge_sensor")) {
            wrong.append("citygauge_sensor,city=town,sensor=%s%s,class=%s count=999.0 %s000000%n"
                    .formatted(
                            row.get(2), row.get(3).isEmpty() ? "" : ",quantity=" + row.get(3), row.get(4), row.get(0)));
        }
        server.write(wrong.toString());

        town.readings(reading("grid", Instant.parse("2026-01-01T08:20:00Z"), "1500"));
        Eventually.holds(() -> !rewritten().isEmpty());

        assertThat(rewritten())
                .as("its hour, and those of the four readings behind it")
                .containsExactly(
                        "grid 2026-01-01T09:00:00Z 2",
                        "grid 2026-01-01T10:00:00Z 1",
                        "grid 2026-01-01T11:00:00Z 1",
                        "grid 2026-01-01T12:00:00Z 1",
                        "grid 2026-01-01T13:00:00Z 1");
        Eventually.holds(() ->
                server.query("raw", "ns", "SELECT value FROM citygauge_reading").size() == 103);
    }

    private List<String> rewritten() throws Exception {
        return server.query("SELECT count, sensor FROM citygauge_sensor WHERE count < 999").stream()
                .map(row -> row.get(2) + " " + Instant.ofEpochSecond(Long.parseLong(row.get(0))) + " " + row.get(1))
                .toList();
    }

    @Test
    void readingsThatComeWhileEitherSideIsAwayAreCopiedAfterwards() throws Exception {
        server.kill();
        town.readings(reading("roof", Instant.parse("2026-01-01T05:30:00Z"), "66"));
        Eventually.holds(() -> !town.isCopied());
        assertThat(town.text("/health/ready")).contains("\"influx\":{\"status\":\"degraded\"");
        town.stop();
        town.startAgain();
        town.readings(reading("air", Instant.parse("2026-01-01T06:30:00Z"), "-3.5"));
        server.start();
        awaitCopied();

        assertThat(server.query("SELECT least FROM citygauge_sensor WHERE sensor='air' AND time='2026-01-01T07:00:00Z'")
                        .getFirst()
                        .get(1))
                .isEqualTo("-3.5");
        Eventually.holds(() ->
                server.query("raw", "ns", "SELECT value FROM citygauge_reading").size() == 104);
    }

    @Test
    void anEmptiedBucketIsFilledByTheCommand() throws Exception {
        List<List<String>> sensors = server.query(SENSORS);
        List<List<String>> indicators = server.query("SELECT * FROM citygauge_indicator");
        server.delete();
        assertThat(server.query(SENSORS)).isEmpty();

        String said = town.command(0, "influx", "rebuild", "--from", "2026-01-01");

        assertThat(said).contains("rebuilt 2025-12-31T23:00:00Z to 2026-01-02T10:3");
        assertThat(server.query(SENSORS)).isEqualTo(sensors);
        assertThat(server.query("SELECT * FROM citygauge_indicator")).isEqualTo(indicators);
        assertThat(town.command(1, "influx", "rebuild", "--from", "2030-01-01")).contains("answered 400");
    }

    @Test
    void aRefusedPointIsADeadLetterThatCountsInNoBooks() throws Exception {
        JsonObject books = town.object("/api/v1/books");
        server.write(
                "citygauge_sensor,city=other,sensor=x flagged=\"text\" 1767999600000000"); // the shard of the next week
        Instant later = Instant.parse("2026-01-09T00:30:00Z");
        town.clock(later);
        town.readings(reading("roof", later.minus(Duration.ofHours(2)), "500"));
        town.clock(later.plus(Duration.ofHours(1)));
        Eventually.holds(
                () -> !town.array("/api/v1/dead-letters?reason=influx_refused").isEmpty());

        JsonObject letter =
                town.array("/api/v1/dead-letters?reason=influx_refused").getJsonObject(0);
        assertThat(letter.getString("source")).isEqualTo("projections.influx");
        assertThat(letter.getString("topic")).isEqualTo("numbers");
        assertThat(letter.getString("detail")).contains("field type conflict");
        assertThat(new String(
                        java.util.Base64.getDecoder().decode(letter.getString("payload")),
                        java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("citygauge_sensor,city=town,sensor=roof,quantity=energy,class=local_generator count=1.0,");
        JsonObject now = town.object("/api/v1/books");
        assertThat(now.getJsonObject("messages").getJsonObject("rejected").isEmpty())
                .isTrue();
        assertThat(now.getJsonObject("readings").getInteger("stored"))
                .isEqualTo(books.getJsonObject("readings").getInteger("stored") + 1);

        server.delete(); // somebody mends it
        town.post("/api/v1/dead-letters/replay?reason=influx_refused");
        Eventually.holds(() -> !server.query("SELECT count FROM citygauge_sensor WHERE city='town'")
                .isEmpty());
        assertThat(town.array("/api/v1/dead-letters?reason=influx_refused").isEmpty())
                .isTrue();
    }
}
