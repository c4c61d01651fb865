package org.citygauge.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The provisioning files say nothing that Grafana does not know, and fit the dashboards. */
final class ProvisioningTest {
    private static final Path FOLDER = Path.of("provisioning");
    private static final Pattern VARIABLE = Pattern.compile("\\$CITYGAUGE_[A-Z]+(_[A-Z]+)*");

    private static JsonNode file(String name) throws IOException {
        return new YAMLMapper().readTree(FOLDER.resolve(name).toFile());
    }

    /** All keys must be known, and those of {@code required} there. */
    private static void keys(JsonNode node, Set<String> required, Set<String> optional) {
        Set<String> there = new TreeSet<>();
        node.fieldNames().forEachRemaining(there::add);
        assertThat(there).as(node.toString()).containsAll(required);
        there.removeAll(required);
        assertThat(optional).as(node.toString()).containsAll(there);
    }

    @Test
    void datasourcesAreThoseTheDashboardsAsk() throws IOException {
        JsonNode file = file("datasources/citygauge.yaml");
        keys(file, Set.of("apiVersion", "datasources"), Set.of());
        var types = new TreeMap<String, String>();
        for (JsonNode source : file.get("datasources")) {
            keys(
                    source,
                    Set.of("name", "uid", "type", "access", "url", "jsonData"),
                    Set.of("isDefault", "editable", "secureJsonData"));
            types.put(source.get("uid").asText(), source.get("type").asText());
        }
        var asked = new TreeMap<String, String>();
        for (Datasource datasource : Datasource.values()) {
            Map<String, Object> reference = datasource.reference();
            asked.put(String.valueOf(reference.get("uid")), String.valueOf(reference.get("type")));
        }
        assertThat(types).isEqualTo(asked);
    }

    @Test
    void influxIsAskedInInfluxQlAndNoAddressOrTokenIsWrittenDown() throws IOException {
        JsonNode sources = file("datasources/citygauge.yaml").get("datasources");
        JsonNode influx = sources.get(0);
        keys(influx.get("jsonData"), Set.of("version", "dbName", "httpMode", "httpHeaderName1"), Set.of());
        assertThat(influx.at("/jsonData/version").asText()).isEqualTo("InfluxQL");
        assertThat(influx.at("/jsonData/httpMode").asText()).isEqualTo("POST");
        assertThat(influx.at("/jsonData/httpHeaderName1").asText()).isEqualTo("Authorization");
        assertThat(influx.at("/jsonData/dbName").asText()).matches(VARIABLE);
        keys(influx.get("secureJsonData"), Set.of("httpHeaderValue1"), Set.of());
        assertThat(influx.at("/secureJsonData/httpHeaderValue1").asText()).matches("Token " + VARIABLE);
        keys(sources.get(1).get("jsonData"), Set.of("httpMode", "timeInterval"), Set.of());
        for (JsonNode source : sources) {
            assertThat(source.get("url").asText()).matches(VARIABLE);
        }
    }

    @Test
    void theProviderReadsDashboardsFromAFolder() throws IOException {
        JsonNode file = file("dashboards/citygauge.yaml");
        keys(file, Set.of("apiVersion", "providers"), Set.of());
        JsonNode provider = file.at("/providers/0");
        keys(
                provider,
                Set.of("name", "type", "options"),
                Set.of("orgId", "folder", "folderUid", "disableDeletion", "allowUiUpdates", "updateIntervalSeconds"));
        keys(provider.get("options"), Set.of("path"), Set.of("foldersFromFilesStructure"));
    }

    @Test
    void alertRulesAreWholeAndLeadToPanelsThatExist() throws IOException {
        Map<String, Set<String>> panels = DashboardFile.all().stream()
                .collect(Collectors.toMap(
                        DashboardFile::uid,
                        file -> file.panels().stream()
                                .map(panel -> panel.at("/id").asText())
                                .collect(Collectors.toSet())));
        var uids = new ArrayList<String>();
        JsonNode file = file("alerting/citygauge.yaml");
        keys(file, Set.of("apiVersion", "groups"), Set.of());
        for (JsonNode group : file.get("groups")) {
            keys(group, Set.of("orgId", "name", "folder", "interval", "rules"), Set.of());
            for (JsonNode rule : group.get("rules")) {
                uids.add(rule.path("uid").asText());
                rule(rule);
                assertThat(panels.get(rule.at("/annotations/__dashboardUid__").asText()))
                        .contains(rule.at("/annotations/__panelId__").asText());
            }
        }
        assertThat(uids).hasSizeGreaterThan(3).doesNotHaveDuplicates().allMatch(uid -> uid.length() <= 40);
    }

    private static void rule(JsonNode rule) {
        keys(
                rule,
                Set.of(
                        "uid",
                        "title",
                        "condition",
                        "data",
                        "for",
                        "noDataState",
                        "execErrState",
                        "annotations",
                        "labels"),
                Set.of());
        assertThat(rule.get("noDataState").asText()).isIn("OK", "NoData", "Alerting", "KeepLast");
        assertThat(rule.get("execErrState").asText()).isIn("OK", "Error", "Alerting", "KeepLast");
        assertThat(rule.at("/labels/severity").asText()).isIn("info", "warning", "critical");
        assertThat(rule.get("labels").toString()).doesNotContain("$"); // which Grafana would replace
        keys(rule.get("annotations"), Set.of("summary", "description", "__dashboardUid__", "__panelId__"), Set.of());
        List<JsonNode> data = DashboardFile.elements(rule.get("data"));
        Set<String> known = new TreeSet<>();
        for (JsonNode step : data) {
            keys(step, Set.of("refId", "datasourceUid", "model"), Set.of("relativeTimeRange"));
            JsonNode model = step.get("model");
            assertThat(model.get("refId")).isEqualTo(step.get("refId"));
            if (step.get("datasourceUid").asText().equals("__expr__")) {
                keys(
                        model,
                        Set.of("refId", "type", "expression", "datasource"),
                        model.get("type").asText().equals("reduce") ? Set.of("reducer") : Set.of("conditions"));
                assertThat(known).contains(model.get("expression").asText());
            } else {
                keys(model, Set.of("refId", "rawQuery", "resultFormat", "query"), Set.of());
                assertThat(step.get("datasourceUid").asText()).isEqualTo("citygauge-influx");
                assertThat(step.get("relativeTimeRange")).isNotNull();
                assertThat(model.get("query").asText()).contains("$timeFilter").contains("\"city\"");
            }
            assertThat(known.add(step.get("refId").asText())).isTrue();
        }
        assertThat(known).contains(rule.get("condition").asText());
    }

    @Test
    void noFileHoldsASecret() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .doesNotContainPattern("(?i)(password|token) *[:=] *[A-Za-z0-9+/=_-]{8,}");
            }
        }
    }
}
