package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year of 54 car parks and of four household meters, and what an independent script found in them. Needs the data sets, in the
 * folder that {@code CITYGAUGE_REAL_DATA} names; they are not part of the project.
 */
class RealDataTest {
    private static final Instant RECEIPT = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    private TestCity load(String name) throws IOException {
        String data = System.getenv("CITYGAUGE_REAL_DATA");
        assumeThat(data)
                .as("CITYGAUGE_REAL_DATA names the folder of the real data sets")
                .isNotNull();
        var city = new TestCity(folder.resolve(name));
        Path file = Path.of(data).resolve(name).resolve("readings.csv.gz");
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            var batch = new ArrayList<String>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(",", -1);
                batch.add(parts[1] + "," + parts[0] + "," + parts[2]);
                if (batch.size() == 5_000) {
                    city.take(RECEIPT, batch.toArray(String[]::new));
                    city.engine().commit(city.store().unmergedReadings() > 300_000);
                    batch.clear();
                }
            }
            city.take(RECEIPT, batch.toArray(String[]::new));
            city.engine().commit(true);
        }
        return city;
    }

    @Test
    void theParkingYearIsWhatAnIndependentScriptFound() throws IOException {
        try (TestCity city = load("dresden-parking-2025")) {
            Books books = city.engine().books();
            assertThat(books.readings().stored()).isEqualTo(1_219_868);
            assertThat(city.store().sensors()).hasSize(37);
            Sensor altmarkt = TestCity.sensor("dresden-parken-Altmarkt-free", SensorKind.GAUGE);
            Contribution year = city.contribution(altmarkt, 2025);
            assertThat(year.count()).isEqualTo(57_786);
            assertThat(year.sum()).isEqualByComparingTo("17310426");
            assertThat(year.least()).contains(new BigDecimal("0"));
            assertThat(year.most().orElseThrow()).isEqualByComparingTo("667");
            // Segments hold what deltas held: at most six bytes a reading.
            assertThat(city.archive().bytes()).isLessThan(1_219_868L * 16);
            System.out.println("archive bytes a reading: " + city.archive().bytes() / 1_219_868.0);
        }
    }

    @Test
    void theHouseholdMetersGrewAsAnIndependentScriptFound() throws IOException {
        try (TestCity city = load("konstanz-household")) {
            for (List<String> expected : List.of(
                    List.of("grid-supply-point-energy", "3918.729", "8710"),
                    List.of("grid-export-point-energy", "8730.949", "8710"),
                    List.of("roof-solar-energy", "11000.981", "8713"))) {
                Sensor meter = TestCity.sensor(expected.getFirst(), SensorKind.COUNTER);
                Contribution year = city.contribution(meter, 2016);
                assertThat(year.growth()).as(expected.getFirst()).isEqualByComparingTo(expected.get(1));
                assertThat(year.filledSlots()).isEqualTo(Long.parseLong(expected.get(2)));
                assertThat(year.expectedSlots()).isEqualTo(8784);
            }
            assertThat(Optional.of(city.store().sensors().size())).contains(4);
        }
    }
}
