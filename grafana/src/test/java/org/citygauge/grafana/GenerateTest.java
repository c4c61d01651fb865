package org.citygauge.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.citygauge.indicators.catalogue.Catalogues;
import org.junit.jupiter.api.Test;

final class GenerateTest {
    @Test
    void theCommittedDashboardsAreWhatTheGeneratorWrites() throws IOException {
        Map<String, String> generated = Dashboards.files(Catalogues.iso37122(), Settings.SAMPLE);
        var committed = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(DashboardFile.FOLDER)) {
            for (Path file : files.toList()) {
                committed.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(committed.keySet()).isEqualTo(generated.keySet());
        committed.forEach((name, text) -> assertThat(text.equals(generated.get(name)))
                .as(name + " is as generated; run grafana/generate")
                .isTrue());
    }

    @Test
    void aCityHasItsOwnZoneYearAndAddress() {
        var settings =
                new Settings(ZoneId.of("America/Toronto"), MonthDay.of(4, 1), URI.create("https://city.example"));
        String overview = Dashboards.files(Catalogues.iso37122(), settings).get("overview.json");
        assertThat(overview)
                .contains("\"query\": \"America/Toronto\"")
                .contains("\"query\": \"04-01\"")
                .contains("\"from\": \"now/fy\"")
                .contains("\"fiscalYearStartMonth\": 3,")
                .contains("\"query\": \"https://city.example\"")
                .doesNotContain("Europe/Berlin");
    }
}
