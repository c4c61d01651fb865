package org.citygauge.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.catalogue.Indicator;
import org.junit.jupiter.api.Test;

final class DashboardsTest {
    private static final Pattern OTHER_DASHBOARD = Pattern.compile("/d/([a-z0-9-]+)\\?.*");
    private static final Pattern PATH = Pattern.compile("\\$\\{gateway}(/[^?]*)(\\?.*)?");

    private static final Pattern PATHS =
            Pattern.compile("/|/api/v1/indicators/[^/]+(/sensors)?|/api/v1/(sensors|dead-letters).*");

    private final List<DashboardFile> all;

    DashboardsTest() throws IOException {
        all = DashboardFile.all();
    }

    @Test
    void uidsAreShortAndNeverShared() {
        assertThat(all).extracting(DashboardFile::uid).doesNotHaveDuplicates().allMatch(uid -> uid.length() <= 40);
    }

    @Test
    void panelsHaveNumbersOfTheirOwnAndDoNotOverlap() {
        for (DashboardFile file : all) {
            assertThat(file.panels())
                    .extracting(panel -> panel.at("/id").asInt())
                    .doesNotHaveDuplicates();
            var taken = new TreeMap<String, String>();
            for (JsonNode panel : file.panels()) {
                JsonNode place = panel.at("/gridPos");
                for (int x = place.at("/x").asInt();
                        x < place.at("/x").asInt() + place.at("/w").asInt();
                        x++) {
                    assertThat(x).isLessThan(24);
                    for (int y = place.at("/y").asInt();
                            y < place.at("/y").asInt() + place.at("/h").asInt();
                            y++) {
                        assertThat(taken.put(x + "," + y, panel.at("/title").asText()))
                                .as(file.name() + " at " + x + "," + y)
                                .isNull();
                    }
                }
            }
        }
    }

    @Test
    void cityAndYearCanBeChosenOnEachDashboardAndEveryInfluxQueryKeepsToTheCity() {
        for (DashboardFile file : all) {
            assertThat(file.variables())
                    .extracting(variable -> variable.at("/name").asText())
                    .contains("city", "year");
            for (DashboardFile.Asked asked : file.queries()) {
                if (asked.target().has("query")) {
                    assertThat(asked.target().at("/query").asText())
                            .as(file.name() + " " + asked.panel())
                            .contains("\"city\" = '$city'");
                }
            }
        }
    }

    @Test
    void dashboardsOfNumbersShowTheChosenYearWhateverTheTimeRange() {
        for (DashboardFile file : all) {
            if (file.json().at("/tags").toString().contains(Dashboard.OPERATION)) {
                continue;
            }
            for (DashboardFile.Asked asked : file.queries()) {
                assertThat(asked.target().at("/query").asText())
                        .as(file.name() + " " + asked.panel())
                        .contains("time > '${year}-${begins}' AND time <= '${next}-${begins}'")
                        .doesNotContain("$timeFilter");
            }
        }
    }

    @Test
    void eachIndicatorHasAValueItsCourseItsPartsAndALinkToItsExplanation() {
        for (Indicator indicator : Catalogues.iso37122().inOrder()) {
            DashboardFile file = all.stream()
                    .filter(it -> it.uid().equals(ThemeDashboard.uid(indicator.theme())))
                    .findFirst()
                    .orElseThrow();
            Set<String> asked = file.queries().stream()
                    .map(it -> it.target().at("/query").asText())
                    .filter(it -> it.contains("\"indicator\" = '" + indicator.number() + "'"))
                    .collect(Collectors.toSet());
            assertThat(asked)
                    .as(indicator.number().toString())
                    .anyMatch(it -> it.contains("citygauge_indicator_live"))
                    .anyMatch(it -> it.startsWith("SELECT last(\"value\")"))
                    .anyMatch(it -> it.startsWith("SELECT last(\"numerator\")"))
                    .anyMatch(it -> it.startsWith("SELECT last(\"denominator\")"));
            assertThat(file.addresses())
                    .contains("${gateway}/api/v1/indicators/" + indicator.number() + "?year=${year}");
        }
    }

    @Test
    void linksLeadToDashboardsThatExistAndPathsOfTheContract() {
        Set<String> uids = all.stream().map(DashboardFile::uid).collect(Collectors.toSet());
        for (DashboardFile file : all) {
            for (String address : file.addresses()) {
                Matcher other = OTHER_DASHBOARD.matcher(address);
                Matcher path = PATH.matcher(address);
                if (other.matches()) {
                    assertThat(uids).contains(other.group(1));
                } else {
                    assertThat(path.matches()).as(address).isTrue();
                    assertThat(path.group(1)).matches(PATHS);
                }
            }
        }
    }
}
