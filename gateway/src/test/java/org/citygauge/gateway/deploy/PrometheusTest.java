package org.citygauge.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules before promtool and before a real Prometheus that scrapes the demo. */
final class PrometheusTest {
    private static final Path FILES = Path.of("../deploy/prometheus");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theRulesAreSound() throws IOException, InterruptedException {
        String promtool = Commands.installed("promtool", "prometheus").toString();
        Commands.Ended ended = Commands.run(FILES, promtool, "check", "rules", "citygauge.rules.yml");
        assertThat(ended.said()).contains("SUCCESS: 25 rules found");
        assertThat(ended.exit()).isZero();
    }

    @Test
    void theRulesFireWhenTheyShould() throws IOException, InterruptedException {
        String promtool = Commands.installed("promtool", "prometheus").toString();
        Commands.Ended ended = Commands.run(FILES, promtool, "test", "rules", "citygauge.rules.test.yml");
        assertThat(ended.said()).contains("SUCCESS");
        assertThat(ended.exit()).isZero();
    }

    @Test
    void everyAlertIsFiredByATest() throws IOException {
        Set<String> fired = new TreeSet<>();
        for (JsonNode test : new YAMLMapper()
                .readTree(FILES.resolve("citygauge.rules.test.yml").toFile())
                .get("tests")) {
            for (JsonNode alert : test.path("alert_rule_test")) {
                if (alert.has("exp_alerts")) {
                    fired.add(alert.get("alertname").asText());
                }
            }
        }
        assertThat(fired)
                .isEqualTo(Rules.read(FILES.resolve("citygauge.rules.yml")).alerts());
    }

    @Test
    void aRealPrometheusScrapesTheDemoAndFollowsTheRules(@TempDir Path folder) throws Exception {
        Commands.installed("prometheus", "prometheus");
        try (DemoProcess demo = DemoProcess.start(folder.resolve("demo"));
                PrometheusProcess prometheus = PrometheusProcess.start(
                        folder, Files.readString(FILES.resolve("prometheus.yml")), demo.address())) {
            prometheus.await("citygauge:readings_stored:rate5m > 0");
            assertThat(prometheus.value("up{job=\"citygauge\"}")).isEqualTo(1);
            assertThat(prometheus.value("citygauge_indicators{status=\"computed\"}"))
                    .isEqualTo(71);
            assertThat(prometheus.value("count(citygauge_indicator_value)")).isEqualTo(71);
            assertThat(prometheus.value("count(citygauge_readings_stored_total)"))
                    .isEqualTo(1);
            prometheus.awaitRules();
            JsonNode rules = JSON.readTree(prometheus.get("/api/v1/rules")).at("/data/groups");
            Set<String> names = new TreeSet<>();
            for (JsonNode group : rules) {
                for (JsonNode rule : group.get("rules")) {
                    names.add(rule.get("name").asText());
                    assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok");
                    assertThat(rule.path("state").asText("inactive"))
                            .as(rule.toString())
                            .isNotEqualTo("firing");
                }
            }
            Rules written = Rules.read(FILES.resolve("citygauge.rules.yml"));
            assertThat(names)
                    .containsAll(written.alerts())
                    .containsAll(written.recorded().keySet());
        }
    }
}
