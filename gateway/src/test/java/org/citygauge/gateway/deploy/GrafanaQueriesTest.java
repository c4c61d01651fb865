package org.citygauge.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of every dashboard, variable and alert rule, asked as Grafana asks it, of the engines the city of the demo has filled. What rows
 * there were is in {@code target/grafana-queries.txt}.
 */
@Timeout(300)
final class GrafanaQueriesTest {
    private static final Path FOLDER = Path.of("../grafana");
    private static final Path REPORT = Path.of("target/grafana-queries.txt");
    private static final Pattern INDICATOR = Pattern.compile("\"indicator\" = '([0-9.]+)'");
    private static final Pattern FIELD = Pattern.compile("SELECT last\\(\"(value|numerator|denominator)\"\\)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LINES = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static GrafanaStack stack;
    private static Map<String, JsonNode> indicators = new TreeMap<>();

    @BeforeAll
    static void fillTheEngines() throws Exception {
        stack = GrafanaStack.start(folder);
        trouble(Instant.now().truncatedTo(ChronoUnit.HOURS));
        for (JsonNode indicator : stack.gateway("/api/v1/indicators").get("indicators")) {
            indicators.put(indicator.get("number").asText(), indicator);
        }
        stack.await(
                "InfluxDB has the newest hour",
                () -> newest().isAfter(Instant.now().minus(Duration.ofMinutes(61))));
    }

    /** The demo's sensors are all well: one falls silent, one has been stuck for days, and one sends from the future. */
    private static void trouble(Instant hour) throws IOException, InterruptedException {
        stack.post("bay-17-status", "status", "1", Map.of(hour.minus(Duration.ofHours(30)), 1));
        stack.post("bay-17-status", "status", "1", Map.of(hour.plus(Duration.ofDays(400)), 1));
        var stuck = new TreeMap<Instant, Integer>();
        for (int hours = 130; hours > 40; hours--) {
            stuck.put(hour.minus(Duration.ofHours(hours)), 612);
        }
        stack.post("public-building-01-co2", "co2", "[ppm]", stuck);
    }

    private static Instant newest() {
        JsonNode series = stack.influx()
                .series("SELECT last(\"status\") FROM \"citygauge_indicator\" WHERE \"city\" = 'beispielstadt'");
        return Instant.ofEpochMilli(series.at("/0/values/0/0").asLong());
    }

    @AfterAll
    static void report() throws IOException {
        if (stack != null) {
            stack.close();
            Files.write(REPORT, LINES);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyQueryOfADashboardHasRows() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(FOLDER.resolve("dashboards"))) {
            files = found.sorted().toList();
        }
        assertThat(files).hasSize(22);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> ask(JSON.readTree(file.toFile()))));
    }

    private static void ask(JsonNode dashboard) throws IOException, InterruptedException {
        GrafanaText opened = opened(dashboard, Map.of("city", "beispielstadt", "begins", stack.yearBegins()));
        var wrong = new ArrayList<String>();
        String row = "";
        int queries = 0;
        int rows = 0;
        for (JsonNode panel : dashboard.get("panels")) {
            row = panel.get("type").asText().equals("row") ? panel.get("title").asText() : row;
            for (JsonNode target : panel.path("targets")) {
                boolean expected = expected(panel, target, row);
                String name = dashboard.get("uid").asText() + " | " + row + " | "
                        + panel.get("title").asText();
                int found = expected ? awaited(target, opened) : stack.rows(target, opened);
                LINES.add(
                        name + " | " + target.get("refId").asText() + " | " + found + (expected ? "" : " as expected"));
                if ((found > 0) != expected) {
                    wrong.add(name + ": " + found + " rows of " + target);
                }
                queries++;
                rows += found;
            }
        }
        LINES.add(dashboard.get("uid").asText() + ": " + queries + " queries, " + rows + " rows");
        assertThat(wrong).isEmpty();
        assertThat(queries).isPositive();
    }

    /** Rows of some queries take a moment: a rate needs two points. */
    private static int awaited(JsonNode target, GrafanaText text) {
        int[] rows = new int[1];
        boolean there = stack.reaches(() -> {
            rows[0] = stack.rows(target, new GrafanaText(text.chosen(), text.from(), later(text.to())));
            return rows[0] > 0;
        });
        return there ? rows[0] : 0;
    }

    /** The time range goes on to now while the test waits, as it does when a dashboard is refreshed. */
    private static Instant later(Instant to) {
        Instant now = Instant.now();
        return to.isAfter(now) ? to : now;
    }

    /** Whether the gateway says that there is what the panel asks for; the demo misses nine indicators. */
    private static boolean expected(JsonNode panel, JsonNode target, String row)
            throws IOException, InterruptedException {
        if (panel.get("title").asText().equals("Sensors behind it")) {
            return !stack.gateway("/api/v1/indicators/" + row.split(" ", -1)[0] + "/sensors")
                    .isEmpty();
        }
        String query = target.path("query").asText();
        Matcher field = FIELD.matcher(query);
        Matcher number = INDICATOR.matcher(query);
        if (!field.find() || !number.find()) {
            return true;
        }
        JsonNode indicator = Objects.requireNonNull(indicators.get(number.group(1)), number.group(1));
        JsonNode part = field.group(1).equals("value")
                ? indicator.path("value")
                : indicator.path(field.group(1)).path("value");
        return part.isNumber();
    }

    private static GrafanaText opened(JsonNode dashboard, Map<String, String> given) {
        GrafanaText text = GrafanaText.of(
                given,
                dashboard.at("/time/from").asText(),
                dashboard.at("/time/to").asText(),
                ZonedDateTime.now(GrafanaStack.ZONE));
        return new GrafanaText(stack.opened(dashboard, text), text.from(), text.to());
    }

    @TestFactory
    Stream<DynamicTest> everyAlertSeesTheDemoAndFiresForACityInTroubleOnly() throws IOException, InterruptedException {
        Instant now = Instant.now();
        long second = now.getEpochSecond();
        stack.influx().write("""
                citygauge_gateway,city=wohldorf messages_received=1,projection_lag_seconds=0,sensors_live=99,sensors_silent=1 %1$d
                citygauge_gateway,city=notdorf messages_received=1,projection_lag_seconds=9000,sensors_live=50,sensors_silent=50 %1$d
                citygauge_gateway,city=stilldorf messages_received=1 %2$d
                citygauge_measure,city=wohldorf,measure=population sensors_bound=10,sensors_live=9 %1$d
                citygauge_measure,city=notdorf,measure=population sensors_bound=10,sensors_live=1 %1$d
                citygauge_indicator,city=wohldorf,indicator=19.8 status=0 %2$d
                citygauge_indicator,city=wohldorf,indicator=19.8 status=1 %1$d
                citygauge_indicator,city=notdorf,indicator=19.8 status=1 %2$d
                citygauge_indicator,city=notdorf,indicator=19.8 status=0 %1$d
                """.formatted(second, second - 7200));
        var rules = new ArrayList<JsonNode>();
        for (JsonNode group : new YAMLMapper()
                .readTree(FOLDER.resolve("provisioning/alerting/citygauge.yaml").toFile())
                .get("groups")) {
            group.get("rules").forEach(rules::add);
        }
        return rules.stream()
                .map(rule -> DynamicTest.dynamicTest(rule.get("uid").asText(), () -> {
                    LINES.add(
                            "alert " + rule.get("uid").asText() + " | " + seen(rule, "beispielstadt", now) + " series");
                    assertThat(seen(rule, "beispielstadt", now)).isPositive();
                    assertThat(firing(rule, "wohldorf", now)).isZero();
                    assertThat(firing(rule, "notdorf", now) + firing(rule, "stilldorf", now))
                            .isOne();
                }));
    }

    /** The last values of a city's series, as a rule reduces them. */
    private static double[] lasts(JsonNode rule, String city, Instant now) {
        JsonNode asked = rule.at("/data/0");
        var text = new GrafanaText(
                Map.of(),
                now.minusSeconds(asked.at("/relativeTimeRange/from").asLong()),
                now.minusSeconds(asked.at("/relativeTimeRange/to").asLong()));
        JsonNode all =
                stack.influx().series(text.influx(asked.at("/model/query").asText()));
        return StreamSupport.stream(all.spliterator(), false)
                .filter(series -> series.at("/tags/city").asText().equals(city))
                .map(series -> series.get("values"))
                .mapToDouble(values -> values.get(values.size() - 1).get(1).asDouble())
                .toArray();
    }

    private static int seen(JsonNode rule, String city, Instant now) {
        return lasts(rule, city, now).length;
    }

    /** How many series of a city are beyond the threshold of a rule. */
    private static long firing(JsonNode rule, String city, Instant now) {
        JsonNode evaluator = rule.at("/data/2/model/conditions/0/evaluator");
        double limit = evaluator.at("/params/0").asDouble();
        boolean above = evaluator.get("type").asText().equals("gt");
        return Arrays.stream(lasts(rule, city, now))
                .filter(last -> above ? last > limit : last < limit)
                .count();
    }

    @Test
    void aYearBeginsAndEndsAtTheCitysMidnight() throws IOException, InterruptedException {
        var points = new StringBuilder();
        Map<String, Integer> values = Map.of(
                "2023-12-31T23:00",
                2023,
                "2024-01-01T01:00",
                1,
                "2025-01-01T00:00",
                2024,
                "2025-01-01T01:00",
                2,
                "2026-01-01T00:00",
                2025);
        values.forEach((time, value) -> points.append("citygauge_indicator,city=grenzstadt,indicator=5.1 value=")
                .append(value)
                .append(",status=1 ")
                .append(java.time.LocalDateTime.parse(time)
                        .atZone(GrafanaStack.ZONE)
                        .toEpochSecond())
                .append('\n'));
        stack.influx().write(points.toString());
        JsonNode overview =
                JSON.readTree(FOLDER.resolve("dashboards/overview.json").toFile());
        assertThat(years(overview, Map.of("city", "grenzstadt"))).containsExactly("2025", "2024", "2023");
        assertThat(years(overview, Map.of("city", "grenzstadt", "begins", "04-01")))
                .containsExactly("2025", "2024", "2023");
        assertThat(shown(overview, Map.of("city", "grenzstadt"))).isEqualTo(2025);
        assertThat(shown(overview, Map.of("city", "grenzstadt", "year", "2024")))
                .isEqualTo(2024);
        assertThat(shown(overview, Map.of("city", "grenzstadt", "year", "2023")))
                .isEqualTo(2023);
        assertThat(shown(overview, Map.of("city", "grenzstadt", "year", "2024", "zone", "UTC")))
                .isEqualTo(2);
        assertThat(shown(overview, Map.of("city", "grenzstadt", "year", "2024", "begins", "04-01")))
                .isEqualTo(2);
    }

    private static List<String> years(JsonNode overview, Map<String, String> given) {
        for (JsonNode variable : overview.at("/templating/list")) {
            if (variable.get("name").asText().equals("year")) {
                return stack.answers(variable, opened(overview, given));
            }
        }
        throw new AssertionError("no variable for the year");
    }

    /** The value of 5.1 in the table of its theme. */
    private static int shown(JsonNode overview, Map<String, String> given) {
        for (JsonNode panel : overview.get("panels")) {
            if (panel.get("title").asText().equals("5  Economy")) {
                String query = opened(overview, given)
                        .influx(panel.at("/targets/0/query").asText());
                return stack.influx().series(query).at("/0/values/0/1").asInt();
            }
        }
        throw new AssertionError("no table of theme 5");
    }
}
