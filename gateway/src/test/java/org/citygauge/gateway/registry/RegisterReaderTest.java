package org.citygauge.gateway.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.gateway.SmallCatalogue;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.config.Problem;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterReaderTest {
    private static final String ASSETS = "id,class,name,weight,latitude,longitude,in_service_from,in_service_to\n";
    private static final String SENSORS = "id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to\n";
    private static final String WIDE_SENSORS = SENSORS.strip() + ",min,max,max_rate,opening,rollover,hold\n";

    @TempDir
    Path city;

    private Path registry;

    @BeforeEach
    void makeFolder() throws IOException {
        registry = Files.createDirectory(city.resolve("registry"));
    }

    private Checked<Register> read() {
        return new RegisterReader(ZoneId.of("Europe/Berlin"), SmallCatalogue.catalogue()).read(registry);
    }

    private Register valid(String assets, String sensors) throws IOException {
        write(assets, sensors);
        return switch (read()) {
            case Checked.Valid<Register>(var register) -> register;
            case Checked.Invalid<Register>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private List<String> problems(String assets, String sensors) throws IOException {
        write(assets, sensors);
        return read().problemsFound().stream().map(Problem::toString).toList();
    }

    private void write(String assets, String sensors) throws IOException {
        Files.writeString(registry.resolve("assets.csv"), assets);
        Files.writeString(registry.resolve("sensors.csv"), sensors);
    }

    @Test
    void missingFilesCountAsEmpty() {
        assertThat(read())
                .isInstanceOfSatisfying(
                        Checked.Valid.class,
                        valid ->
                                assertThat(((Register) valid.value()).sensors()).isEmpty());
    }

    @Test
    void assetsKeepTheirAttributesAndDaysBeginAtTheCitysMidnight() throws IOException {
        Register register = valid(
                "\uFEFF" + ASSETS.strip() + ",surface\n"
                        + "# the old market\n"
                        + "\n"
                        + "altmarkt,parking_facility,\"Altmarkt, unten\",400,51.05,13.74,2025-04-01,2026-01-01,asphalt\n",
                SENSORS);

        assertThat(register.asset("altmarkt"))
                .contains(new Asset(
                        "altmarkt",
                        "parking_facility",
                        "Altmarkt, unten",
                        Map.of(
                                "id",
                                "altmarkt",
                                "class",
                                "parking_facility",
                                "name",
                                "Altmarkt, unten",
                                "weight",
                                "400",
                                "latitude",
                                "51.05",
                                "longitude",
                                "13.74",
                                "in_service_from",
                                "2025-04-01",
                                "in_service_to",
                                "2026-01-01",
                                "surface",
                                "asphalt"),
                        new Span(Instant.parse("2025-03-31T22:00:00Z"), Instant.parse("2025-12-31T23:00:00Z"))));
        assertThat(register.hasColumn("surface")).isTrue();
        assertThat(register.hasColumn("colour")).isFalse();
    }

    @Test
    void sensorsAreReadWithAllTheirColumns() throws IOException {
        Register register = valid(
                ASSETS + "a,meter,,,,,,\n",
                WIDE_SENSORS
                        + "m1,a,energy,kW.h,counter,PT15M,,2025-07-01,0,9999,2.5,17.25,10000,\n"
                        + "m1,a,energy,kW.h,counter,,2025-07-01,,,,,,,\n"
                        + "d1,a,open,1,state,5m,,,,,,,,P1D\n");

        assertThat(register.sensors().getFirst())
                .isEqualTo(new Sensor(
                        "m1",
                        "a",
                        "energy",
                        new Unit("kW.h"),
                        SensorKind.COUNTER,
                        Duration.ofMinutes(15),
                        new Span(Instant.MIN, Instant.parse("2025-06-30T22:00:00Z")),
                        new Sensor.Limits(
                                Optional.of(BigDecimal.ZERO),
                                Optional.of(new BigDecimal("9999")),
                                Optional.of(new BigDecimal("2.5"))),
                        Optional.of(new BigDecimal("17.25")),
                        Optional.of(new BigDecimal("10000")),
                        Optional.empty()));
        assertThat(register.sensors().get(1).expectedInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(register.sensors().get(2).hold()).contains(Duration.ofDays(1));
    }

    @Test
    void allProblemsAreFoundAtOnceWithTheirLines() throws IOException {
        assertThat(problems(
                        ASSETS.strip() + ",length_km\n"
                                + "a,parking_facility,A,\"4,5\",,,,,\n"
                                + "a,,B,-1,91,,2025-13-01,,\n"
                                + "# a remark\n"
                                + "r,road,C,,,,2025-02-01,2025-02-01,long\n",
                        WIDE_SENSORS + "s1,b,energy,kW.h,meter,1 hour,,,9,1,0,,,\n" + "s2,a,,,gauge,,,,,,,5,,\n"))
                .containsExactly(
                        "registry/assets.csv:2: weight: \"4,5\" is no number; write a decimal point",
                        "registry/assets.csv:3: class: is empty",
                        "registry/assets.csv:3: id: \"a\" is the id of line 2 too",
                        "registry/assets.csv:3: weight: -1 is negative",
                        "registry/assets.csv:3: latitude: 91 is beyond ±90 degrees",
                        "registry/assets.csv:3: in_service_from: \"2025-13-01\" is no day such as 2025-04-01",
                        "registry/assets.csv:5: length_km: \"long\" is no number",
                        "registry/assets.csv:5: in_service_to: 2025-02-01 is not after in_service_from 2025-02-01; it names"
                                + " the first day that no longer counts",
                        "registry/sensors.csv:2: asset: \"b\" is not in assets.csv; did you mean \"a\"?",
                        "registry/sensors.csv:2: kind: \"meter\" is no kind; known are amount, counter, gauge, state",
                        "registry/sensors.csv:2: expected_interval: \"1 hour\" is no positive duration such as PT15M or P1D",
                        "registry/sensors.csv:2: max: 1 is less than min 9",
                        "registry/sensors.csv:2: max_rate: 0 is not positive",
                        "registry/sensors.csv:3: quantity: is empty",
                        "registry/sensors.csv:3: unit: is empty",
                        "registry/sensors.csv:3: opening: is for sensors of the kind counter only");
    }

    @Test
    void oneSensorSpeaksOnceAtATime() throws IOException {
        assertThat(problems(
                        ASSETS + "a,meter,,,,,,\n",
                        SENSORS
                                + "s,a,energy,kW.h,counter,,2025-06-01,\n"
                                + "s,a,power,W,gauge,,,\n"
                                + "s,a,energy,kW.h,counter,,,2025-06-02\n"))
                .containsExactly(
                        "registry/sensors.csv:2: valid_from: overlaps line 4 of the same sensor \"s\" and quantity \"energy\";"
                                + " end one where the other begins");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,asset,quantity,unit,kind,expected_interval,valid_from|registry/sensors.csv:1: no column valid_to; the first"
                        + " line is: id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to",
                "id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to,maxrate|registry/sensors.csv:1:"
                        + " \"maxrate\" is no column; did you mean \"max_rate\"?",
                "id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to,unit|registry/sensors.csv:1: two columns"
                        + " \"unit\"",
                "id;asset;quantity|registry/sensors.csv:1: the columns are separated by semicolons; separate them by commas",
            })
    void aFlawedHeaderIsTold(String header, String expected) throws IOException {
        assertThat(problems(ASSETS, header + "\n")).singleElement().asString().startsWith(expected);
    }

    @Test
    void anUnreadableAssetsFileDoesNotBlameTheSensors() throws IOException {
        assertThat(problems("id,class\na,b\n", SENSORS + "s,a,energy,kW.h,counter,,,\n"))
                .hasSize(1);
    }

    @Test
    void anotherEncodingIsToldWithItsLine() throws IOException {
        Files.write(registry.resolve("assets.csv"), (ASSETS + "a,street,Königstraße,,,,,\n").getBytes(ISO_8859_1));

        assertThat(read().problemsFound())
                .containsExactly(Problem.atLine("registry/assets.csv", 2, "not UTF-8: save the file in that encoding"));
    }

    @Test
    void aValueTooManyIsTold() throws IOException {
        assertThat(problems(ASSETS + "a,meter,x,1,,,,,,\n", SENSORS))
                .containsExactly(
                        "registry/assets.csv:2: 10 values for 8 columns; put values that hold a comma in double"
                                + " quotes");
    }
}
