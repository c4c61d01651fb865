package org.citygauge.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private final SampleCity sample = SampleCity.ofThree();
    private final RunningDoor door = RunningDoor.open(sample);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void theBooksAreCounters() {
        assertThat(door.get("/metrics").body().lines())
                .contains(
                        "citygauge_messages_received_total{source=\"http\"} 4.0",
                        "citygauge_messages_received_total{source=\"listener\"} 6.0",
                        "citygauge_messages_rejected_total{reason=\"malformed\"} 1.0",
                        "citygauge_messages_rejected_total{reason=\"too_large\"} 0.0",
                        "citygauge_readings_stored_total 8.0",
                        "citygauge_readings_duplicate_total 1.0",
                        "citygauge_readings_rejected_total{reason=\"future\"} 1.0",
                        "citygauge_journal_pending_messages 2.0",
                        "citygauge_journal_bytes 4096.0",
                        "citygauge_live_lag_seconds 0.5",
                        "citygauge_ack_seconds_count 0");
    }

    @Test
    void anIndicatorIsThereWhileItHasAValue() {
        String series = "citygauge_indicator_value{city=\"sample\",indicator=\"23.1\"}";
        assertThat(door.get("/metrics").body()).doesNotContain(series).doesNotContain("indicator=\"10.4\"");
        sample.change("23.1", SampleCity.value("4"));
        door.city.changed(sample, List.of());
        assertThat(door.get("/metrics").body()).contains(series + " 50.0");
        sample.change("23.1", Optional.empty());
        door.city.changed(sample, List.of());
        assertThat(door.get("/metrics").body()).doesNotContain(series);
    }

    @Test
    void openMetricsIsForThoseWhoAskForIt() {
        var request = door.request("/metrics").header("Accept", "application/openmetrics-text; version=1.0.0");
        assertThat(door.send(request).body()).endsWith("# EOF\n");
    }

    @Test
    void prometheusAcceptsEveryName() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed: apt-get install prometheus");
        Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var input = promtool.outputWriter(StandardCharsets.UTF_8)) {
            input.write(door.get("/metrics").body());
        }
        assertThat(promtool.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(promtool.exitValue()).isZero();
    }
}
