package org.citygauge.aggregator.archive.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.citygauge.aggregator.archive.DeltaLog;
import org.citygauge.aggregator.engine.TestCity;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.SensorKind;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder of before closings were known: it opens with what it holds, and its years can be closed. */
class OlderFolderTest {
    private static final Instant RECEIPT = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void make() throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("archive.sqlite");
        Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:org/citygauge/aggregator/archive/sqlite")
                .target("3")
                .load()
                .migrate();
        var delta = new DeltaLog();
        for (int hour = 1; hour <= 3; hour++) {
            long time = MicroTime.of(Instant.parse("2025-06-01T00:00:00Z").plusSeconds(hour * 3600L));
            delta.add(0, new HourReading(time, new Decimal(hour * 10L, 0), "", "", 0, false, false));
        }
        try (var connection = DriverManager.getConnection(url);
                var series = connection.prepareStatement(
                        "INSERT INTO series (id, sensor, quantity) VALUES (0, 'meter', '')");
                var insert = connection.prepareStatement("INSERT INTO delta (data) VALUES (?)")) {
            series.executeUpdate();
            insert.setBytes(1, delta.take());
            insert.executeUpdate();
        }
    }

    private static BigDecimal growth(TestCity city) {
        return city.contribution(TestCity.sensor("meter", SensorKind.COUNTER), 2025)
                .growth();
    }

    @Test
    void itsReadingsAreThereAndWhatComesLateIsKeptApart() {
        assertThat(folder.resolve("archive.sqlite"))
                .satisfies(file -> assertThat(Files.size(file)).isPositive());
        try (var city = new TestCity(folder)) {
            assertThat(growth(city)).isEqualByComparingTo("20");
            city.closeYear(2025);
            assertThat(city.take(RECEIPT, "meter,2025-06-01T01:00:00Z,10").duplicate())
                    .isEqualTo(1);
            assertThat(city.take(RECEIPT, "meter,2025-06-01T05:00:00Z,90").stored())
                    .isEqualTo(1);
            assertThat(growth(city)).isEqualByComparingTo("20");
            city.engine().commitAndMerge();
            city.restart();
            assertThat(growth(city)).isEqualByComparingTo("20");
            city.closeYear(2025);
            assertThat(growth(city)).isEqualByComparingTo("80");
            assertThat(List.copyOf(city.store().sensors())).containsExactly("meter");
        }
    }
}
