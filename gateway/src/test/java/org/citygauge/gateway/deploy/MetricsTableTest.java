package org.citygauge.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.citygauge.gateway.deploy.MetricsTable.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/metrics.md}, a running gateway with every kind of door and projection, and the rules say the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class MetricsTableTest {
    private MetricsTable table;
    private Rules rules;
    private Scrape scrape;
    private WholeCity city;

    @BeforeAll
    void scrape(@TempDir Path folder) throws IOException {
        table = MetricsTable.read(Path.of("../docs/metrics.md"));
        rules = Rules.read(Path.of("../deploy/prometheus/citygauge.rules.yml"));
        city = WholeCity.open(folder);
        city.post("{\"readings\":[{\"sensor\":\"bay-1\",\"value\":1}]}");
        scrape = Scrape.of(city.get("/metrics"));
    }

    @AfterAll
    void close() {
        city.close();
    }

    @Test
    void everyMetricIsInTheTable() {
        assertThat(scrape.types().keySet())
                .hasSizeGreaterThan(40)
                .allSatisfy(metric -> assertThat(table.rows())
                        .as("docs/metrics.md needs a row for %s", metric)
                        .anyMatch(row -> row.covers(metric)));
    }

    @Test
    void ourOwnMetricsAreThereByTheirFullNames() {
        Set<String> own = scrape.types().keySet().stream()
                .filter(metric -> metric.startsWith("citygauge_"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = table.names().stream()
                .filter(metric -> metric.startsWith("citygauge_"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(own).isEqualTo(documented);
    }

    @Test
    void eachRowSaysTypeAndLabelsAsTheyAre() {
        for (Row row : table.rows()) {
            if (row.isFamily()) {
                assertThat(scrape.types().keySet()).as(row.name()).anyMatch(row::covers);
            } else {
                assertThat(scrape.types()).containsEntry(row.name(), row.type());
                assertThat(scrape.labels().get(row.name())).as(row.name()).isEqualTo(row.labels());
            }
            assertThat(row.meaning()).as(row.name()).isNotBlank();
        }
    }

    @Test
    void everyAlertOfTheTableIsARuleAndTheOtherWayRound() {
        var documented = new TreeSet<>(table.alerts());
        documented.add("CitygaugeDown"); // of no metric of ours
        assertThat(rules.alerts()).isEqualTo(documented);
    }

    @Test
    void anAlertStandsBesideAMetricThatItAsksFor() {
        for (Row row : table.rows()) {
            for (String alert : row.alerts()) {
                assertThat(rules.asksFor(alert)).as(alert).anyMatch(name -> isOf(name, row.name()));
            }
        }
    }

    @Test
    void rulesAskOnlyForWhatIsThere() {
        for (String name : rules.namesAsked()) {
            assertThat(table.names()).as(name).anyMatch(metric -> isOf(name, metric));
        }
    }

    private static boolean isOf(String asked, String metric) {
        return asked.equals(metric) || asked.equals(metric + "_bucket");
    }
}
