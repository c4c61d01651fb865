package org.citygauge.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a Grafana would ask: the city of the demo in a real InfluxDB and before a real Prometheus. */
final class GrafanaStack implements AutoCloseable {
    /** The city of the demo is in Berlin. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** Long enough for the city to be copied, and to tell twice how it fares: once a minute. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final InfluxProcess influx;
    private final YoungCity city;
    private final PrometheusProcess prometheus;
    private final HttpClient client = HttpClient.newHttpClient();
    private final long until = System.nanoTime() + LIMIT.toNanos();

    private GrafanaStack(InfluxProcess influx, YoungCity city, PrometheusProcess prometheus) {
        this.influx = influx;
        this.city = city;
        this.prometheus = prometheus;
    }

    static GrafanaStack start(Path folder) throws Exception {
        Path binary = InfluxProcess.binary();
        Commands.installed("prometheus", "prometheus");
        InfluxProcess influx = InfluxProcess.start(binary, folder);
        YoungCity city = YoungCity.open(folder.resolve("city"), influx);
        String configuration = Files.readString(Path.of("../deploy/prometheus/prometheus.yml"));
        String target = city.url().replace("http://", "");
        return new GrafanaStack(influx, city, PrometheusProcess.start(folder, configuration, target));
    }

    String yearBegins() {
        return city.yearBegins();
    }

    InfluxProcess influx() {
        return influx;
    }

    /** What the gateway answers. */
    JsonNode gateway(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(city.url() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    /** Sends readings of a sensor, and waits until they are taken in. */
    void post(String sensor, String quantity, String unit, Map<Instant, Integer> readings)
            throws IOException, InterruptedException {
        String elements = readings.entrySet().stream()
                .map(it -> "{\"time\":\"" + it.getKey() + "\",\"sensor\":\"" + sensor + "\",\"value\":" + it.getValue()
                        + ",\"quantity\":\"" + quantity + "\",\"unit\":\"" + unit + "\"}")
                .collect(Collectors.joining(","));
        HttpRequest request = HttpRequest.newBuilder(URI.create(city.url() + "/api/v1/readings?wait=stored"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"readings\":[" + elements + "]}"))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.body());
        }
    }

    /** The number of rows a panel's target gets. */
    int rows(JsonNode target, GrafanaText text) {
        if (target.has("query")) {
            return rows(influx.series(text.influx(target.get("query").asText())));
        }
        String query = text.prometheus(target.get("expr").asText());
        JsonNode found = prometheus(
                target.get("instant").asBoolean()
                        ? "query?query=" + encoded(query)
                        : "query_range?query=" + encoded(query) + "&start="
                                + text.from().getEpochSecond() + "&end="
                                + text.to().getEpochSecond() + "&step="
                                + text.interval().toSeconds());
        return StreamSupport.stream(found.path("result").spliterator(), false)
                .mapToInt(series -> series.has("values") ? series.get("values").size() : 1)
                .sum();
    }

    static int rows(JsonNode series) {
        return StreamSupport.stream(series.spliterator(), false)
                .mapToInt(it -> it.get("values").size())
                .sum();
    }

    /** The answers of a variable's query, in the order in which Grafana shows them. */
    List<String> answers(JsonNode variable, GrafanaText text) {
        JsonNode query = variable.get("query");
        var answers = new ArrayList<String>();
        if (query.isTextual()) {
            for (JsonNode series : influx.series(text.influx(query.asText()))) {
                series.get("values")
                        .forEach(row -> answers.add(row.get(1).asText().replaceFirst("\\.0$", "")));
            }
        } else {
            String[] values = query.get("query").asText().split("[(), ]+", -1); // label_values(metric, label)
            prometheus("label/" + values[2] + "/values?match[]=" + values[1]).forEach(it -> answers.add(it.asText()));
        }
        Stream<String> distinct = answers.stream().distinct();
        return switch (variable.get("sort").asInt()) {
            case 1 -> distinct.sorted().toList();
            case 4 ->
                distinct.sorted(Comparator.<String>comparingInt(Integer::parseInt)
                                .reversed())
                        .toList();
            default -> distinct.toList();
        };
    }

    /** The variables of a dashboard as they are when it is opened; what is in {@code given} already stays. */
    Map<String, String> opened(JsonNode dashboard, GrafanaText given) {
        GrafanaText text = given;
        for (JsonNode variable : dashboard.at("/templating/list")) {
            String name = variable.get("name").asText();
            if (text.chosen().containsKey(name)) {
                continue;
            }
            if (variable.get("type").asText().equals("query")) {
                GrafanaText asking = text;
                await(name, () -> !answers(variable, asking).isEmpty());
                text = text.with(name, answers(variable, text).getFirst());
            } else {
                text = text.with(name, variable.at("/current/value").asText());
            }
        }
        return new TreeMap<>(text.chosen());
    }

    /** Waits until something is so, within what is left for the whole. */
    void await(String what, BooleanSupplier reached) {
        if (!reaches(reached)) {
            throw new AssertionError(what + " did not come true");
        }
    }

    /** The same, and tells whether it came to be so. */
    boolean reaches(BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            LockSupport.parkNanos(250_000_000);
        }
        return true;
    }

    private JsonNode prometheus(String question) {
        String body = prometheus.get("/api/v1/" + question);
        try {
            JsonNode answer = body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
            if (answer.path("status").asText("").equals("error")) {
                throw new AssertionError(question + "\n" + body);
            }
            return answer.path("data");
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
        prometheus.close();
        city.close();
        influx.close();
    }
}
