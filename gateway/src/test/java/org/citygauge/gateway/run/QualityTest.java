package org.citygauge.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.citygauge.gateway.cli.CatalogueFiles;
import org.citygauge.gateway.cli.CityFiles;
import org.citygauge.gateway.config.Overrides;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is remarkable about a reading is seen at its sensor, its measure and its indicator, and the reading counts all the same. */
@Timeout(120)
final class QualityTest {
    private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(
                folder.resolve("citygauge.yaml"),
                "city: {id: dresden, name: Dresden, zone: Europe/Berlin, currency: EUR}\n");
        Path registry = Files.createDirectories(folder.resolve("registry"));
        Files.writeString(registry.resolve("assets.csv"), """
                id,class,name,weight,latitude,longitude,in_service_from,in_service_to
                lot,parking_facility,Lot,100,,,,
                deck,parking_facility,Deck,50,,,,
                new-deck,parking_facility,New deck,50,,,,
                grid,grid_supply_point,Grid,,,,,
                roof,local_generator,Roof,,,,,
                feed,grid_export_point,Feed,,,,,
                """);
        Files.writeString(registry.resolve("sensors.csv"), """
                id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to,min,max,max_rate,rollover
                lot-free,lot,free_spaces,{space},gauge,PT1H,2025-05-01,,10,,0.01,
                deck-free,deck,free_spaces,{space},gauge,PT1H,2025-05-01,,,,,
                new-free,new-deck,free_spaces,{space},gauge,PT1H,2025-08-01,,,,,
                grid-meter,grid,energy,kW.h,counter,PT1H,2025-05-01,,,,1,1000
                roof-meter,roof,energy,kW.h,counter,PT1H,2025-05-01,,,,,
                feed-meter,feed,energy,kW.h,counter,PT1H,2025-05-01,,,,,
                """);
        start();
    }

    private void start() {
        CityFiles files = CityFiles.read(
                folder.resolve("citygauge.yaml"),
                Map.of(),
                new Overrides(Optional.empty(), Optional.of(0), Optional.of(0), Optional.empty()),
                new CatalogueFiles());
        assertThat(files.problems()).isEmpty();
        gateway = Gateway.start(
                new CityParts(
                        files.configuration().orElseThrow(),
                        files.catalogue().orElseThrow(),
                        files.register().orElseThrow(),
                        files.figures().orElseThrow()),
                clock::get);
    }

    @AfterEach
    void close() {
        gateway.close();
        client.shutdownNow();
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(gateway.httpUrl() + path)).GET());
    }

    private JsonObject object(String path) {
        return new JsonObject(get(path));
    }

    /** The answer to the readings of one message, once they are stored. */
    private JsonObject post(String... readings) {
        String body = "{\"readings\":[" + String.join(",", readings) + "]}";
        return new JsonObject(
                send(HttpRequest.newBuilder(URI.create(gateway.httpUrl() + "/api/v1/readings?wait=stored"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private static String reading(String sensor, Instant time, String rest) {
        return "{\"sensor\":\"" + sensor + "\",\"time\":\"" + time + "\",\"value\":" + rest + "}";
    }

    private JsonObject flagsOf(String sensor) {
        return object("/api/v1/sensors/" + sensor + "/summary").getJsonObject("flags");
    }

    /** The indicator at an instant a moment later, which is never answered from what was known before. */
    private JsonObject indicator(String number) {
        clock.updateAndGet(now -> now.plusMillis(1));
        return object("/api/v1/indicators/" + number + "?at=" + clock.get());
    }

    /** A gauge and a counter that are remarkable in every way, and a meter that is not. */
    private JsonObject sendRemarkable() {
        Instant hour = NOW.minus(Duration.ofHours(20));
        JsonObject receipt = post(
                reading("lot-free", hour, "40"),
                reading("lot-free", hour.plusSeconds(3600), "5"),
                reading("lot-free", hour.plusSeconds(7200), "101"),
                reading("lot-free", hour.plusSeconds(7200), "102"),
                reading("lot-free", hour.plusSeconds(10_800), "7,\"unit\":\"kW.h\""),
                "{\"sensor\":\"lot-free\",\"value\":60}",
                reading("grid-meter", hour, "950"),
                reading("grid-meter", hour.plusSeconds(60), "10"),
                reading("grid-meter", hour.plusSeconds(120), "0"),
                reading("grid-meter", hour.plusSeconds(180), "20"),
                reading("grid-meter", hour.plusSeconds(240), "500"),
                reading("grid-meter", hour.plusSeconds(300), "1"),
                reading("grid-meter", hour.plusSeconds(360), "2"),
                reading("grid-meter", hour.plusSeconds(420), "3"),
                reading("grid-meter", hour.plusSeconds(480), "4"),
                reading("roof-meter", hour, "1"));
        clock.set(NOW.plusSeconds(1)); // what was measured now counts a moment later
        return receipt;
    }

    @Test
    void everyFlagIsCountedAtTheSensor() {
        sendRemarkable();
        assertThat(flagsOf("lot-free").getMap())
                .isEqualTo(Map.of(
                        "outOfRange", 1,
                        "overWeight", 1,
                        "conflictingValues", 1,
                        "unitIncompatible", 1,
                        "receiptTime", 1,
                        "jump", 1));
        assertThat(flagsOf("grid-meter").getMap())
                .isEqualTo(Map.of("rollover", 1, "glitch", 1, "jump", 1, "counterReset", 1));
        assertThat(flagsOf("deck-free")).isEmpty();
    }

    @Test
    void nothingIsDroppedForQuality() {
        JsonObject receipt = sendRemarkable();
        assertThat(receipt.getInteger("stored")).isEqualTo(15);
        assertThat(receipt.getInteger("duplicate")).isEqualTo(1);
        assertThat(object("/api/v1/books").getJsonObject("readings").getInteger("stored"))
                .isEqualTo(15);
        JsonObject lot = object("/api/v1/sensors/lot-free/summary");
        assertThat(lot.getInteger("count"))
                .as("all but the one in another unit")
                .isEqualTo(4);
        assertThat(lot.getDouble("sum")).isEqualTo(40 + 5 + 102 + 60);
        assertThat(object("/api/v1/sensors/grid-meter/summary").getDouble("growth"))
                .isEqualTo(60 + 10 + 480 + 1 + 3);
    }

    @Test
    void flagsTravelToTheMeasureAndTheIndicator() {
        sendRemarkable();
        JsonObject parking = indicator("19.8");
        var ofTheLot = new JsonArray()
                .add("overWeight")
                .add("conflictingValues")
                .add("receiptTime")
                .add("outOfRange")
                .add("jump")
                .add("unitIncompatible");
        assertThat(parking.getJsonObject("numerator").getJsonArray("flags")).isEqualTo(ofTheLot);
        assertThat(parking.getJsonObject("denominator").getJsonArray("flags")).isEmpty();
        assertThat(parking.getJsonArray("flags"))
                .isEqualTo(new JsonArray().add("yearToDate").addAll(ofTheLot));
        JsonObject energy = indicator("7.4");
        assertThat(energy.getJsonObject("numerator").getJsonArray("flags")).isEmpty();
        assertThat(energy.getJsonObject("denominator").getJsonArray("flags"))
                .isEqualTo(new JsonArray()
                        .add("counterReset")
                        .add("glitch")
                        .add("rollover")
                        .add("jump"));
        assertThat(energy.getJsonArray("flags"))
                .containsAll(energy.getJsonObject("denominator").getJsonArray("flags"));
    }

    @Test
    void theSensorsOfAnIndicatorSayWhichOfThemIsRemarkable() {
        sendRemarkable();
        JsonArray shares = new JsonArray(get("/api/v1/indicators/19.8/sensors"));
        assertThat(shares.stream().map(JsonObject.class::cast))
                .filteredOn(share -> share.getJsonObject("flags").containsKey("unitIncompatible"))
                .extracting(share -> share.getString("sensor"))
                .containsExactly("lot-free");
    }

    @Test
    void anAssetThatIsCountedAsLiveIsTheShareOfTheSensorThatProvesIt() {
        post(reading("lot-free", NOW.minus(Duration.ofHours(1)), "20"));
        double numerator = indicator("19.8").getJsonObject("numerator").getDouble("value");
        JsonArray shares = new JsonArray(get("/api/v1/indicators/19.8/sensors"));
        assertThat(shares.stream().map(JsonObject.class::cast))
                .filteredOn(share -> share.getValue("share") != null)
                .extracting(share -> share.getString("sensor"), share -> share.getDouble("share"))
                .containsExactly(org.assertj.core.api.Assertions.tuple("lot-free", numerator));
    }

    @Test
    void aStuckGaugeIsSeenAtTheIndicator() {
        String[] readings = new String[80];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = reading("deck-free", NOW.minus(Duration.ofHours(80 - i)), "17");
        }
        post(readings);
        assertThat(flagsOf("deck-free").getMap()).isEqualTo(Map.of("stuck", 7));
        assertThat(indicator("19.8").getJsonArray("flags")).contains("stuck");
    }

    @Test
    void completenessIsSeenAtSensorMeasureAndIndicator() {
        // 31 days and 14 hours since 1 May, 00:00 local: 758 slots
        String[] readings = new String[379];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = reading("lot-free", NOW.minus(Duration.ofHours(1 + 2L * i)), Integer.toString(20 + i % 50));
        }
        post(readings);
        assertThat(object("/api/v1/sensors/lot-free/summary").getDouble("completeness"))
                .isEqualTo(0.5);
        assertThat(object("/api/v1/sensors/deck-free/summary").getDouble("completeness"))
                .isZero();
        JsonObject parking = indicator("19.8");
        assertThat(parking.getJsonObject("sensors"))
                .as("a sensor that is not valid yet is not bound")
                .isEqualTo(new JsonObject().put("bound", 2).put("live", 1).put("neverReported", 1));
        assertThat(parking.getJsonObject("numerator").getDouble("completeness")).isEqualTo(0.25);
        assertThat(parking.getJsonObject("denominator").getValue("completeness"))
                .as("the register alone")
                .isNull();
        assertThat(parking.getDouble("completeness")).isEqualTo(0.25);
        JsonObject entered = indicator("19.1");
        assertThat(entered.getValue("completeness")).isNull();
    }

    @Test
    void aDeviceWhoseClockIsWrongShowsInWhenItWasHeardAndWhenItMeasured() {
        post(reading("lot-free", NOW.minus(Duration.ofHours(7)), "40"));
        JsonObject lot = new JsonArray(get("/api/v1/sensors/lot-free")).getJsonObject(0);
        assertThat(lot.getString("lastTime")).isEqualTo("2025-06-01T05:00:00Z");
        assertThat(lot.getString("lastReceived")).isEqualTo("2025-06-01T12:00:00Z");
        clock.set(NOW.plusSeconds(90));
        post(reading("lot-free", NOW.minus(Duration.ofHours(7)), "40"));
        assertThat(new JsonArray(get("/api/v1/sensors/lot-free"))
                        .getJsonObject(0)
                        .getString("lastReceived"))
                .as("a repetition is heard, too")
                .isEqualTo("2025-06-01T12:01:30Z");
        assertThat(new JsonArray(get("/api/v1/sensors/deck-free"))
                        .getJsonObject(0)
                        .getValue("lastReceived"))
                .isNull();
    }

    @Test
    void flagsAreTheSameAfterARestart() {
        sendRemarkable();
        JsonObject lot = flagsOf("lot-free");
        JsonObject grid = flagsOf("grid-meter");
        gateway.close();
        start();
        assertThat(flagsOf("lot-free")).isEqualTo(lot);
        assertThat(flagsOf("grid-meter")).isEqualTo(grid);
        assertThat(indicator("19.8").getJsonArray("flags")).contains("overWeight", "outOfRange");
    }
}
