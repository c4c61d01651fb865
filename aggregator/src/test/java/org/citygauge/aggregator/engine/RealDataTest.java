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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.SensorCount;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.formula.Outcome;
import org.citygauge.indicators.measure.Unit;
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
            int uncommitted = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(",", -1);
                batch.add(parts[1] + "," + parts[0] + "," + parts[2]);
                if (batch.size() == 5_000) {
                    city.take(RECEIPT, batch.toArray(String[]::new));
                    city.engine().commit(false);
                    uncommitted += batch.size();
                    batch.clear();
                    if (uncommitted > 300_000) {
                        city.engine().commitAndMerge();
                        uncommitted = 0;
                    }
                }
            }
            city.take(RECEIPT, batch.toArray(String[]::new));
            city.engine().commitAndMerge();
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
            flagsAreThoseAnIndependentScriptFound(city);
        }
    }

    private static void flagsAreThoseAnIndependentScriptFound(TestCity city) throws IOException {
        Register register = register("dresden-parking-2025");
        var total = new EnumMap<Flag, Long>(Flag.class);
        var stuck = new HashMap<String, Long>();
        for (int year : List.of(2025, 2026)) {
            YearFolds folds = folds(city, year, register);
            for (Sensor sensor : register.sensors()) {
                Contribution given = folds.contribution(sensor, TestCity.CALENDAR.reference(year, RECEIPT));
                given.flags().forEach((flag, times) -> total.merge(flag, times, Long::sum));
                stuck.merge(sensor.id(), given.flags().getOrDefault(Flag.STUCK, 0L), Long::sum);
            }
        }
        stuck.values().removeIf(times -> times == 0);
        assertThat(total).containsOnly(Map.entry(Flag.OVER_WEIGHT, 77_195L), Map.entry(Flag.STUCK, 797L));
        assertThat(stuck)
                .hasSize(32)
                .containsEntry("dresden-parken-Kraftwerk-Mitte-free", 338L) // zero, all the year
                .containsEntry("dresden-parken-SP1-Strassburger-Platz-free", 291L); // 156 of 291 since March
        IndicatorState parking = indicator(city, "19.8", "dresden-parking-2025", 2025);
        assertThat(parking.numerator().value().orElseThrow()).isEqualByComparingTo("7316");
        assertThat(parking.denominator().value().orElseThrow()).isEqualByComparingTo("10835");
        assertThat(parking.flags()).containsExactlyInAnyOrder(Flag.OVER_WEIGHT, Flag.STUCK);
        assertThat(parking.numerator().flags()).isEqualTo(parking.flags());
        assertThat(parking.denominator().flags()).isEmpty();
        assertThat(parking.sensors()).isEqualTo(new SensorCount(54, 36, 17));
        assertThat(parking.completeness()).isEqualTo(parking.numerator().completeness());
    }

    private static IndicatorState indicator(TestCity city, String number, String name, int year) throws IOException {
        return folds(city, year, register(name))
                .evaluate(
                        IndicatorNumber.parse(number),
                        TestCity.CALENDAR.span(year).to(),
                        Figures.NONE);
    }

    private static YearFolds folds(TestCity city, int year, Register register) {
        var evaluator = new YearEvaluator(Catalogues.iso37122(), TestCity.CALENDAR, 3);
        return new YearFolds(city.store(), new CityHours(TestCity.BERLIN), evaluator, year, register);
    }

    private static Register register(String name) throws IOException {
        var assets = new ArrayList<Asset>();
        for (Map<String, String> row : rows(name, "assets.csv")) {
            assets.add(new Asset(column(row, "id"), column(row, "class"), column(row, "name"), row, Span.ALWAYS));
        }
        var sensors = new ArrayList<Sensor>();
        for (Map<String, String> row : rows(name, "sensors.csv")) {
            sensors.add(new Sensor(
                    column(row, "id"),
                    column(row, "asset"),
                    column(row, "quantity"),
                    Unit.parse(column(row, "unit")).orElseThrow(),
                    SensorKind.valueOf(column(row, "kind").toUpperCase(Locale.ROOT)),
                    Duration.parse(column(row, "expected_interval")),
                    Span.ALWAYS,
                    Sensor.Limits.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return new Register(assets, sensors, Set.of("weight"));
    }

    private static String column(Map<String, String> row, String name) {
        return row.getOrDefault(name, "");
    }

    /** These files have no quotes in them. */
    private static List<Map<String, String>> rows(String name, String file) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(System.getenv("CITYGAUGE_REAL_DATA"))
                .resolve(name)
                .resolve("registry")
                .resolve(file));
        String[] head = lines.getFirst().split(",", -1);
        var rows = new ArrayList<Map<String, String>>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(",", -1);
            var row = new HashMap<String, String>();
            for (int i = 0; i < head.length; i++) {
                row.put(head[i], parts[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    @Test
    void theParkingYearTakesAtMostSixBytesAReadingOnceTheArchiveIsClosed() throws IOException {
        load("dresden-parking-2025").close();
        long bytes = Files.size(folder.resolve("dresden-parking-2025").resolve("archive.sqlite"));
        assertThat(bytes).isLessThan(1_219_868L * 6);
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
            IndicatorState energy = indicator(city, "7.4", "konstanz-household", 2016);
            assertThat(energy.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Computed.class,
                            computed ->
                                    assertThat(computed.value().toPlainString()).startsWith("177.757405723"));
            assertThat(energy.numerator().value().orElseThrow()).isEqualByComparingTo("39.6035316");
            assertThat(energy.denominator().value().orElseThrow()).isEqualByComparingTo("22.2795396");
            assertThat(energy.flags()).containsExactly(Flag.OVER_HUNDRED_PERCENT);
        }
    }
}
