package org.citygauge.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year is closed, gets late readings and edits, and is restated: over HTTP, with a real ledger. */
class ClosedYearOverHttpTest {
    private static final Instant JANUARY = Instant.parse("2026-01-10T12:00:00Z");
    private static final String POPULATION =
            "measure,year,value,unit,source,as_of,note\npopulation,2025,1000,,registry,,\n";

    @TempDir
    Path folder;

    private SmallTown open() throws IOException {
        Path figures = folder.resolve("figures.csv");
        if (Files.notExists(figures)) {
            Files.writeString(figures, POPULATION);
        }
        return SmallTown.open(folder, JANUARY);
    }

    private static String reading(String sensor, String time, int value) {
        return new JsonObject()
                        .put("sensor", sensor)
                        .put("time", time)
                        .put("value", value)
                        .encode()
                + "\n";
    }

    private static void sendTheYear(SmallTown town) {
        town.post(reading("grid", "2025-01-01T12:00:00Z", 0)
                + reading("grid", "2025-06-01T12:00:00Z", 600)
                + reading("roof", "2025-01-01T12:00:00Z", 0)
                + reading("roof", "2025-06-01T12:00:00Z", 400)
                + reading("feed", "2025-01-01T12:00:00Z", 0)
                + reading("feed", "2025-06-01T12:00:00Z", 0));
    }

    private static double renewable(SmallTown town, String more) {
        return new JsonObject(town.ok("/api/v1/indicators/7.4?year=2025" + more).body()).getDouble("value");
    }

    private static JsonObject year(SmallTown town) {
        return new JsonObject(town.ok("/api/v1/years/2025").body());
    }

    @Test
    void whatComesAfterClosingIsListedAndTakenInByARestatement() throws IOException {
        JsonObject closed;
        try (SmallTown town = open()) {
            sendTheYear(town);
            assertThat(year(town).getString("state")).isEqualTo("open");
            assertThat(renewable(town, "")).isEqualTo(40);

            assertThat(town.send("/api/v1/years/2025/close", "").statusCode()).isEqualTo(200);
            assertThat(town.send("/api/v1/years/2025/close", "").statusCode()).isEqualTo(409);
            assertThat(town.send("/api/v1/years/2026/close", "").body()).contains("is not over");
            town.post(reading("roof", "2025-12-01T12:00:00Z", 1400));

            assertThat(renewable(town, "")).isEqualTo(40);
            closed = year(town);
            assertThat(closed.getString("state")).isEqualTo("closed");
            assertThat(closed.getInteger("revision")).isEqualTo(1);
            assertThat(closed.getString("digest")).hasSize(64);
            JsonObject reason = closed.getJsonArray("reasonsToRestate").getJsonObject(0);
            assertThat(reason.getString("kind")).isEqualTo("readings");
            assertThat(reason.getJsonArray("what").getString(0)).startsWith("sensor roof: 1 from 2025-12-01");
            JsonObject effect = reason.getJsonArray("effects").getJsonObject(0);
            assertThat(effect.getString("number")).isEqualTo("7.4");
            assertThat(effect.getJsonObject("before").getDouble("value")).isEqualTo(40);
            assertThat(effect.getJsonObject("after").getDouble("value")).isEqualTo(70);
        }
        Files.writeString(folder.resolve("figures.csv"), POPULATION.replace("1000", "2000"));
        try (SmallTown town = open()) {
            JsonObject again = year(town);
            assertThat(again.getString("digest")).isEqualTo(closed.getString("digest"));
            assertThat(again.getJsonArray("reasonsToRestate").stream()
                            .map(reason -> ((JsonObject) reason).getString("kind")))
                    .contains("readings", "figures");
            assertThat(renewable(town, "")).isEqualTo(40);

            assertThat(town.send("/api/v1/years/2025/restate", "{\"reason\":\"the roof was away\"}")
                            .statusCode())
                    .isEqualTo(200);

            assertThat(renewable(town, "")).isEqualTo(70);
            assertThat(renewable(town, "&revision=1")).isEqualTo(40);
            assertThat(year(town).getJsonArray("reasonsToRestate")).isEmpty();
            JsonArray years = new JsonArray(town.ok("/api/v1/years").body());
            assertThat(years.getJsonObject(1).getString("reason")).isEqualTo("the roof was away");
        }
        try (SmallTown town = open()) {
            assertThat(renewable(town, "")).isEqualTo(70);
            assertThat(renewable(town, "&revision=1")).isEqualTo(40);
            assertThat(new JsonObject(town.ok("/health/ready").body())
                            .getJsonObject("checks")
                            .getJsonObject("closedYears")
                            .getString("status"))
                    .isEqualTo("ok");
        }
    }
}
