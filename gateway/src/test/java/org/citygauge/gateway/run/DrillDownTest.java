package org.citygauge.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an indicator's number to the sensors behind it, and from each to its readings. */
class DrillDownTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final String SENSORS = "/api/v1/indicators/7.4/sensors?year=2026";

    /** Of a kilowatt hour; the measures are in gigajoules. */
    private static final double GIGAJOULES = 0.0036;

    @TempDir
    Path folder;

    private SmallTown town;

    @BeforeEach
    void open() {
        town = SmallTown.open(folder, NOW);
        town.post("""
                {"sensor": "grid", "time": "2026-02-01T00:00:00Z", "value": 1000}
                {"sensor": "grid", "time": "2026-03-01T00:00:00Z", "value": 1500.125}
                {"sensor": "roof", "time": "2026-02-01T00:00:00Z", "value": 0, "unit": "MWh"}
                {"sensor": "roof", "time": "2026-03-01T00:00:00Z", "value": 0.25, "unit": "MWh"}
                {"sensor": "feed", "time": "2026-02-01T00:00:00Z", "value": 40}
                {"sensor": "feed", "time": "2026-03-01T00:00:00Z", "value": 90}
                """);
    }

    @AfterEach
    void close() {
        town.close();
    }

    private JsonObject indicator() {
        return town.eventually(
                "/api/v1/indicators/7.4",
                body -> body.getJsonObject("denominator").getValue("value") != null
                        && body.getJsonObject("denominator").getDouble("value") > 0);
    }

    @Test
    void theSharesOfTheSensorsAddUpToBothNumbers() {
        JsonObject indicator = indicator();
        Map<String, Double> sums = town.parts(SENSORS + "&limit=2").stream()
                .collect(Collectors.groupingBy(
                        share -> share.getString("role"), Collectors.summingDouble(share -> share.getDouble("share"))));
        for (String role : List.of("numerator", "denominator")) {
            assertThat(sums.get(role))
                    .as(role)
                    .isCloseTo(indicator.getJsonObject(role).getDouble("value"), within(1e-12));
        }
        assertThat(sums).hasSize(2).containsEntry("numerator", 250 * GIGAJOULES);
    }

    @Test
    void whatIsTakenOffIsANegativeShare() {
        assertThat(town.parts(SENSORS + "&limit=100"))
                .filteredOn(share -> share.getString("sensor").equals("feed"))
                .extracting(share -> share.getDouble("share"))
                .containsExactly(-50 * GIGAJOULES);
    }

    @Test
    void eachSensorLeadsToTheReadingsItsShareIsMadeOf() {
        for (JsonObject share : town.parts(SENSORS + "&limit=100")) {
            List<JsonObject> readings = town.parts(share.getString("readings") + "&limit=1");
            assertThat(readings).hasSize(share.getInteger("count"));
            double grown =
                    readings.getLast().getDouble("value") - readings.getFirst().getDouble("value");
            double sent = share.getString("sensor").equals("roof") ? 1000 : 1; // MWh, and kWh
            assertThat(Math.abs(share.getDouble("share"))).isCloseTo(grown * sent * GIGAJOULES, within(1e-12));
        }
    }

    @Test
    void theWholeListComesAsCsvWithExactDecimals() {
        HttpResponse<String> csv = town.ok(SENSORS + "&format=csv");
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines.getFirst()).startsWith("role,measure,sensor,asset,quantity,unit,kind,");
        assertThat(lines.subList(1, lines.size()))
                .hasSize(4)
                .anySatisfy(
                        line -> assertThat(line).contains(",grid,grid,energy,").contains(",500.125,"));
        assertThat(town.accepting("text/csv", SENSORS).body()).isEqualTo(csv.body());
    }

    @Test
    void aYearBeforeHasNoShares() {
        assertThat(new JsonArray(town.ok("/api/v1/indicators/7.4/sensors?year=2025")
                                .body())
                        .stream().map(JsonObject.class::cast))
                .allSatisfy(share -> {
                    assertThat(share.getInteger("count")).isZero();
                    assertThat(share.getBoolean("live")).isFalse();
                });
        assertThat(town.get("/api/v1/indicators/7.4/sensors?year=2025&format=csv")
                        .body()
                        .lines())
                .hasSize(5);
        assertThat(town.get("/api/v1/indicators/99.9/sensors?format=csv").statusCode())
                .isEqualTo(404);
        assertThat(town.get("/api/v1/indicators/7.4/sensors?format=xml").statusCode())
                .isEqualTo(400);
    }
}
