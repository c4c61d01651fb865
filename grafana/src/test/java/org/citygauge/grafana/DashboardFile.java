package org.citygauge.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A committed dashboard. */
record DashboardFile(String name, JsonNode json) {
    static final Path FOLDER = Path.of("dashboards");

    /** A query of a panel. */
    record Asked(String panel, String type, JsonNode target) {}

    static List<DashboardFile> all() throws IOException {
        var all = new ArrayList<DashboardFile>();
        var mapper = new ObjectMapper();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                all.add(new DashboardFile(file.getFileName().toString(), mapper.readTree(file.toFile())));
            }
        }
        return all;
    }

    String uid() {
        return json.at("/uid").asText();
    }

    List<JsonNode> panels() {
        return elements(json.at("/panels"));
    }

    List<JsonNode> variables() {
        return elements(json.at("/templating/list"));
    }

    List<Asked> queries() {
        var queries = new ArrayList<Asked>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Asked(
                        panel.at("/id").asText() + " " + panel.at("/title").asText(),
                        panel.at("/type").asText(),
                        target));
            }
        }
        return queries;
    }

    /** All texts in the dashboard that are an address. */
    List<String> addresses() {
        return json.findValuesAsText("url").stream().filter(it -> !it.isEmpty()).toList();
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
